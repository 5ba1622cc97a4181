package gitrepo

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Commit is one entry of the history.
type Commit struct {
	ID      string
	Parents []string
	Author  string
	Email   string
	Time    time.Time // when it was written, in the author's zone
	Subject string    // the first paragraph of the message, on one line
	Body    string    // the rest of it
	Changes []FileChange
}

// LogOptions narrows a history down.
type LogOptions struct {
	Rev         string   // whose history; HEAD if empty
	Since       string   // leave out the history of this revision
	Paths       []string // only commits that change one of these files or folders, from the root of the repository
	Limit       int      // at most so many, the newest
	FirstParent bool     // only the commits of the branch itself: a merge brings its changes as one
}

// Log returns the history of a revision, the newest commit first, each with the
// files that it changed among those asked for. Unless FirstParent is set a merge
// has no changes of its own.
//
// Where the history of a shallow clone was read to its end, the error is a
// [*ShallowError] and the commits are returned all the same; the last of them
// seems to have added every file.
func (r *Repo) Log(ctx context.Context, o LogOptions) ([]Commit, error) {
	rev := o.Rev
	if rev == "" {
		rev = "HEAD"
	}
	id, err := r.Resolve(ctx, rev)
	if err != nil {
		return nil, err
	}
	args := []string{
		"log", "-z", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color", "--no-decorate",
		"--no-show-signature", "--no-notes", "--no-mailmap", "--topo-order", "--encoding=UTF-8", "--format=tformat:" + logFormat,
	}
	if o.FirstParent {
		args = append(args, "--first-parent", "--diff-merges=first-parent")
	}
	if o.Limit > 0 {
		args = append(args, "--max-count="+strconv.Itoa(o.Limit))
	}
	args = append(args, "--end-of-options", id)
	if o.Since != "" {
		since, err := r.Resolve(ctx, o.Since)
		if err != nil {
			return nil, err
		}
		args = append(args, "^"+since)
	}
	out, err := run(ctx, r.dir, append(append(args, "--"), o.Paths...)...)
	if err != nil {
		return nil, err
	}
	commits, err := parseLog(out)
	if err != nil {
		return nil, fmt.Errorf("read the history of `%s`: %w", rev, err)
	}
	for _, c := range commits {
		if r.shallow[c.ID] {
			return commits, r.cutOff(ctx, fmt.Sprintf("the history of `%s` goes on behind its end", rev))
		}
	}
	return commits, nil
}

// logFormat puts a zero byte behind each field. No field can have one in it,
// so that what is read does not depend on what people write into messages.
const (
	logFormat = "%H%x00%P%x00%an%x00%ae%x00%aI%x00%s%x00%b"
	logFields = 7
)

// parseLog reads fields by their number, and then changes: each a field that
// begins with a colon and one with the path. With -z git puts a zero byte
// behind everything, also one between the message and the changes.
func parseLog(out []byte) ([]Commit, error) {
	fields := strings.Split(string(bytes.TrimSuffix(out, []byte{0})), "\x00")
	var commits []Commit
	for len(fields) >= logFields {
		when, err := time.Parse(time.RFC3339, fields[4])
		if err != nil {
			return nil, err
		}
		c := Commit{
			ID: fields[0], Parents: strings.Fields(fields[1]), Author: fields[2], Email: fields[3],
			Time: when, Subject: fields[5], Body: strings.TrimRight(fields[6], "\n"),
		}
		fields = fields[logFields:]
		for len(fields) > 1 && strings.HasPrefix(strings.TrimLeft(fields[0], "\n"), ":") {
			change, err := parseRaw(strings.TrimLeft(fields[0], "\n"), fields[1])
			if err != nil {
				return nil, err
			}
			c.Changes = append(c.Changes, change)
			fields = fields[2:]
		}
		commits = append(commits, c)
	}
	if len(fields) > 1 {
		return nil, fmt.Errorf("git goes on with %q behind %d commits", fields[0], len(commits))
	}
	return commits, nil
}

// parseRaw reads ":100644 100644 <old id> <new id> M".
func parseRaw(line, path string) (FileChange, error) {
	parts := strings.Fields(line)
	if len(parts) != 5 {
		return FileChange{}, fmt.Errorf("git describes a change as %q", line)
	}
	ids := parts[2:4]
	for i, id := range ids {
		if strings.Trim(id, "0") == "" {
			ids[i] = ""
		}
	}
	return FileChange{Path: path, Old: ids[0], New: ids[1]}, nil
}
