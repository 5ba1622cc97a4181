package release

import (
	"strings"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/gitrepo"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/textdiff"
)

// A BlamedLine is one line of a composed message with its origin.
type BlamedLine struct {
	Role   string
	Text   string // without its newline
	Span   source.Span
	Commit *gitrepo.Commit // nil for a line that is not committed
}

// Blame says for each line of a composition which commit its text comes from.
// A line made of several files' text is that of the first. Origins returns the
// commit of each line of a file, nil for a line that has none.
func Blame(c *compose.Composition, origins func(*source.File) ([]*gitrepo.Commit, error)) ([]BlamedLine, error) {
	known := map[*source.File][]*gitrepo.Commit{}
	var out []BlamedLine
	for i := range c.Messages {
		m := &c.Messages[i]
		at := 0
		for line := range strings.Lines(m.Text) {
			text := strings.TrimSuffix(line, "\n")
			b := BlamedLine{Role: m.Role, Text: text, Span: m.Origin(at, at+len(text))}
			at += len(line)
			commits, ok := known[b.Span.File]
			if !ok && b.Span.File != nil {
				var err error
				if commits, err = origins(b.Span.File); err != nil {
					return nil, err
				}
				known[b.Span.File] = commits
			}
			if b.Span.File != nil {
				if n := b.Span.File.Position(b.Span.Start).Line; n <= len(commits) {
					b.Commit = commits[n-1]
				}
			}
			out = append(out, b)
		}
	}
	return out, nil
}

// CarryOver gives the lines of a text the commits of the lines that an older
// text has unchanged, and nil to the others.
func CarryOver(old string, commits []*gitrepo.Commit, now string) []*gitrepo.Commit {
	out := make([]*gitrepo.Commit, strings.Count(now, "\n")+1)
	a, b := 0, 0
	for _, s := range textdiff.Lines(old, now).Segments() {
		lines := strings.Count(s.Text, "\n")
		if !strings.HasSuffix(s.Text, "\n") {
			lines++
		}
		switch s.Op {
		case textdiff.Delete:
			a += lines
		case textdiff.Insert:
			b += lines
		default:
			for range lines {
				if a < len(commits) && b < len(out) {
					out[b] = commits[a]
				}
				a, b = a+1, b+1
			}
		}
	}
	return out
}
