package textdiff

import (
	"fmt"
	"strconv"
	"strings"
)

// Unified writes the difference of whole lines as a patch that git and patch
// read, with that many lines of context around each change. It is empty where
// nothing changed.
func Unified(oldName, newName, a, b string, context int) string {
	var names interner
	x, y := names.split(a, nextLine), names.split(b, nextLine)
	changes := inLines(Lines(a, b).Changes, x, y)
	if len(changes) == 0 {
		return ""
	}
	var w strings.Builder
	fmt.Fprintf(&w, "--- %s\n+++ %s\n", oldName, newName)
	for len(changes) > 0 {
		n := 1
		for n < len(changes) && changes[n].A.Start-changes[n-1].A.End <= 2*context {
			n++
		}
		writeHunk(&w, changes[:n], x, y, context)
		changes = changes[n:]
	}
	return w.String()
}

// inLines turns offsets back into numbers of lines.
func inLines(changes []Change, x, y tokens) []Change {
	line := func(t tokens, from, offset int) int {
		for from < len(t.ends) && t.start(from) < offset {
			from++
		}
		return from
	}
	lines := make([]Change, len(changes))
	a, b := 0, 0
	for i, c := range changes {
		a, b = line(x, a, c.A.Start), line(y, b, c.B.Start)
		lines[i].A.Start, lines[i].B.Start = a, b
		a, b = line(x, a, c.A.End), line(y, b, c.B.End)
		lines[i].A.End, lines[i].B.End = a, b
	}
	return lines
}

// writeHunk writes some changes that are close to each other.
func writeHunk(w *strings.Builder, changes []Change, x, y tokens, context int) {
	first, last := changes[0], changes[len(changes)-1]
	before := min(context, first.A.Start)
	behind := min(context, len(x.ids)-last.A.End)
	fmt.Fprintf(w, "@@ -%s +%s @@\n",
		position(first.A.Start-before, last.A.End+behind), position(first.B.Start-before, last.B.End+behind))
	at := first.A.Start - before
	for _, c := range changes {
		writeLines(w, " ", x, at, c.A.Start)
		writeLines(w, "-", x, c.A.Start, c.A.End)
		writeLines(w, "+", y, c.B.Start, c.B.End)
		at = c.A.End
	}
	writeLines(w, " ", x, at, last.A.End+behind)
}

// position writes where lines are: the number of the first and how many there
// are. No lines at all are named after the line before them.
func position(start, end int) string {
	switch end - start {
	case 0:
		return fmt.Sprintf("%d,0", start)
	case 1:
		return strconv.Itoa(start + 1)
	}
	return fmt.Sprintf("%d,%d", start+1, end-start)
}

func writeLines(w *strings.Builder, mark string, t tokens, from, to int) {
	for i := from; i < to; i++ {
		line := t.text[t.start(i):t.ends[i]]
		w.WriteString(mark + line)
		if !strings.HasSuffix(line, "\n") {
			w.WriteString("\n\\ No newline at end of file\n")
		}
	}
}
