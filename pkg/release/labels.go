package release

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/source"
)

// RuleLabels is the rule under which labels that cannot be read are reported.
const RuleLabels = "version/labels-unreadable"

// Labels says which version of a prompt each label points at.
type Labels struct {
	File  *source.File
	Table map[string]map[string]string // label → prompt → version
	keys  config.Keys
}

// ParseLabels reads labels.toml: a table for each label, with the version of
// each prompt.
func ParseLabels(file *source.File) (*Labels, diag.List) {
	l := &Labels{File: file, Table: map[string]map[string]string{}}
	// Decode fills a struct, and this file's keys are the user's own.
	values, found := config.Values(file)
	for i := range found {
		found[i].Rule = RuleLabels
	}
	if len(found) > 0 {
		return l, found
	}
	l.keys = config.Places(file)
	for _, label := range slices.Sorted(maps.Keys(values)) {
		table, ok := values[label].(map[string]any)
		if !ok {
			found.Add(diag.Diagnostic{
				Rule: RuleLabels, Severity: diag.Error, Span: l.keys.Find(config.Quote(label)),
				Message: "a label is a table of prompts and versions", Help: "write `[" + config.Quote(label) + "]`, and below it lines like `\"support/triage\" = \"1.0.0\"`",
			})
			continue
		}
		l.Table[label] = map[string]string{}
		for _, id := range slices.Sorted(maps.Keys(table)) {
			version, _ := table[id].(string)
			if !IsVersion(version) {
				found.Add(diag.Diagnostic{
					Rule: RuleLabels, Severity: diag.Error, Span: l.Span(label, id),
					Message: "the version must be a text like \"1.2.0\"",
				})
				continue
			}
			l.Table[label][id] = version
		}
	}
	return l, found
}

// Span is the place of a prompt's line under a label.
func (l *Labels) Span(label, id string) source.Span {
	return l.keys.Find(config.Quote(label) + "." + config.Quote(id))
}

// Names lists the labels in order.
func (l *Labels) Names() []string { return slices.Sorted(maps.Keys(l.Table)) }

// valueBehind is the value that follows a key.
var valueBehind = regexp.MustCompile(`^[ \t]*=[ \t]*("[^"\n]*"|'[^'\n]*')`)

// Set returns the text of labels.toml with one version set: its line is
// changed or added, and everything else stays as people wrote it.
func (l *Labels) Set(label, id, version string) string {
	text := l.File.Text
	line := tomlString(id) + " = " + tomlString(version)
	if _, ok := l.Table[label][id]; ok {
		at := l.Span(label, id).End
		if m := valueBehind.FindStringSubmatchIndex(text[at:]); m != nil {
			return text[:at+m[2]] + tomlString(version) + text[at+m[3]:]
		}
	}
	if _, ok := l.Table[label]; ok {
		at := l.keys.Find(config.Quote(label)).End
		rest := text[at:]
		switch end := strings.IndexByte(rest+"\n", '\n'); {
		case strings.HasPrefix(strings.TrimLeft(rest, " \t"), "="): // an inline table
			open := at + strings.IndexByte(rest, '{') + 1
			if len(l.Table[label]) > 0 {
				line += ","
			}
			return text[:open] + " " + line + text[open:]
		case at+end >= len(text):
			return text + "\n" + line + "\n"
		default:
			return text[:at+end+1] + line + "\n" + text[at+end+1:]
		}
	}
	if text != "" {
		text = strings.TrimRight(text, "\n") + "\n\n"
	}
	return text + "[" + config.Quote(label) + "]\n" + line + "\n"
}
