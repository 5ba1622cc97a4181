package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/suggest"
)

var unbalancedTag = &analysis.Rule{
	Name: "structure/unbalanced-tag", Level: diag.Warning,
	Doc: analysis.Doc{
		Title: "a tag that delimits text is not closed, or closes nothing",
		Why:   "Tags tell the model where a document ends and the instructions go on. With one missing, the two run together.",
		Bad:   "<ticket>\nI was charged twice.\n</tickets>\nClassify the ticket.\n",
		Good:  "<ticket>\nI was charged twice.\n</ticket>\nClassify the ticket.\n",
		Since: "0.1",
	},
	File: func(pass *analysis.Pass, f *fragment.Fragment) {
		if f.Kind == fragment.Piece && !pass.Workspace.Loose {
			return // another fragment may hold the other half
		}
		lines, _ := linesOf(pass, f)
		tags := delimiterTags(lines)
		names := openNames(tags)
		for _, t := range unbalanced(tags) {
			d := diag.Diagnostic{
				Span:    f.File.Span(t.start, t.end),
				Message: fmt.Sprintf("`<%s>` is never closed", t.name),
				Help:    fmt.Sprintf("close it with `</%s>`", t.name),
			}
			if t.closes {
				d.Message = fmt.Sprintf("`</%s>` closes nothing", t.name)
				d.Help = suggest.Hint(t.name, names)
			}
			pass.Report(d)
		}
	},
}

// maxMarkup is how many of HTML's tags prose may have outside of code. With
// more it is a page that was pasted in, whose halves nobody will put right.
const maxMarkup = 20

// delimiterTags finds the tags of the prose of a file.
func delimiterTags(lines []line) []lineTag {
	var tags []lineTag
	markup := 0
	for _, l := range lines {
		if !l.prose() || strings.IndexByte(l.text, '<') < 0 {
			continue
		}
		at := quoting{text: l.text}
		for _, t := range lineTags(l.text) {
			if isMarkup(t.name) {
				if markup++; markup > maxMarkup {
					return nil
				}
				continue
			}
			if at.inQuotes(t.start) {
				continue
			}
			t.alone = strings.TrimSpace(l.text) == l.text[t.start:t.end]
			t.start, t.end = t.start+l.start, t.end+l.start
			tags = append(tags, t)
		}
	}
	return tags
}

// markup is HTML's elements: text about pages is full of halves of them.
var markup = strings.Fields(`a abbr area article aside audio b base blockquote body br button canvas code col colgroup
	dd del details div dl dt em embed fieldset figure footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img
	input ins kbd label li link main map mark meta nav object ol optgroup option p param picture pre progress q s
	script section select small source span strong style sub summary sup svg table tbody td template textarea tfoot
	th thead time title tr track u ul var video wbr path g`)

// isMarkup reports whether a tag is HTML's or a component's of a page.
func isMarkup(name string) bool {
	lower := strings.ToLower(name)
	component := name[0] < 'a' && lower != name && strings.ToUpper(name) != name
	return component || slices.Contains(markup, lower)
}

// unbalanced returns the tags without a partner, of names that are used as
// delimiters: a name in angle brackets that is never closed anywhere is more
// often a placeholder, and so is one that stands within a sentence.
func unbalanced(tags []lineTag) []lineTag {
	opens, closes := map[string][]lineTag{}, map[string]int{}
	var stray []lineTag
	for _, t := range tags {
		switch {
		case !t.closes:
			opens[t.name] = append(opens[t.name], t)
		case len(opens[t.name]) > 0:
			opens[t.name] = opens[t.name][:len(opens[t.name])-1]
			closes[t.name]++
		default:
			closes[t.name]++
			if t.alone {
				stray = append(stray, t)
			}
		}
	}
	for _, t := range tags {
		if left := opens[t.name]; !t.closes && t.alone && closes[t.name] > 0 && len(left) == 1 && left[0].start == t.start {
			stray = append(stray, t)
		}
	}
	return stray
}

// maxNames is with how many other names one that closes nothing is compared.
const maxNames = 200

// openNames returns the names that are opened, each once.
func openNames(tags []lineTag) []string {
	var names []string
	said := map[string]bool{}
	for _, t := range tags {
		if !t.closes && !said[t.name] && len(names) < maxNames {
			said[t.name] = true
			names = append(names, t.name)
		}
	}
	return names
}
