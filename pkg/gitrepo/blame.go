package gitrepo

import (
	"context"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"
)

// A Line says which commit a line of a file comes from.
type Line struct {
	Commit *Commit // without Parents, Body and Changes; the same pointer for lines of the same commit
	Path   string  // of the file in that commit
	Number int     // of the line in the file in that commit, from 1 on
}

// Blame returns the origin of every line of a file. The path is that from the
// root of the repository. Where a line goes back to where a shallow clone was
// cut off the error is a [*ShallowError], and the lines are returned all the
// same.
func (r *Repo) Blame(ctx context.Context, rev, name string) ([]Line, error) {
	tree, err := r.FS(ctx, rev)
	if err != nil {
		return nil, err
	}
	if e, err := tree.find("blame", name, false); err != nil {
		return nil, err
	} else if e.isDir() {
		return nil, &fs.PathError{Op: "blame", Path: name, Err: errIsDir}
	}
	out, err := run(ctx, r.dir, "blame", "--porcelain", "--no-textconv", "--encoding=UTF-8", tree.Commit(), "--", name)
	if err != nil {
		return nil, err
	}
	lines, err := parseBlame(string(out), name)
	if err != nil {
		return nil, fmt.Errorf("read the blame of %s: %w", name, err)
	}
	for _, l := range lines {
		if r.shallow[l.Commit.ID] {
			return lines, r.cutOff(ctx, fmt.Sprintf("lines of %s are older than its end", name))
		}
	}
	return lines, nil
}

// parseBlame reads for each line a header "<id> <line there> <line here>", what
// git says of the commit and has not said before, and the line behind a tab.
func parseBlame(out, name string) ([]Line, error) {
	commits := map[string]*Commit{}
	paths := map[string]string{}
	var lines []Line
	var id string
	var number int
	for text := range strings.Lines(out) {
		text = strings.TrimSuffix(text, "\n")
		key, value, _ := strings.Cut(text, " ")
		switch {
		case strings.HasPrefix(text, "\t") && id != "":
			lines = append(lines, Line{Commit: commits[id], Path: paths[id], Number: number})
			id = ""
		case id == "":
			id = key
			if commits[id] == nil {
				commits[id], paths[id] = &Commit{ID: id}, name
			}
			there, _, _ := strings.Cut(value, " ")
			var err error
			if number, err = strconv.Atoi(there); err != nil {
				return nil, fmt.Errorf("git says %q", text)
			}
		case key == "filename":
			paths[id] = unquoted(value)
		default:
			commits[id].describe(key, value)
		}
	}
	return lines, nil
}

// describe takes one of the facts that blame states about a commit.
func (c *Commit) describe(key, value string) {
	switch key {
	case "author":
		c.Author = value
	case "author-mail":
		c.Email = strings.Trim(value, "<>")
	case "author-time":
		if seconds, err := strconv.ParseInt(value, 10, 64); err == nil {
			c.Time = time.Unix(seconds, 0).UTC()
		}
	case "author-tz":
		if zone, err := time.Parse("-0700", value); err == nil {
			c.Time = c.Time.In(zone.Location())
		}
	case "summary":
		c.Subject = value
	}
}

// unquoted undoes the quotes that git puts around names with odd characters.
func unquoted(name string) string {
	if strings.HasPrefix(name, `"`) {
		if plain, err := strconv.Unquote(name); err == nil {
			return plain
		}
	}
	return name
}
