package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/fragment"
)

// maxOffered bounds a list; the client asks again as the user types.
const maxOffered = 200

// completion offers what fits behind the text up to the cursor. It reads that
// text and not the tree: a tag that is being typed is not one yet.
func (v view) completion(ctx context.Context, raw json.RawMessage) (any, error) {
	p, err := decode[positionParams](raw)
	if err != nil {
		return nil, err
	}
	if v.frag == nil || v.frag.Format == fragment.Prose {
		return completionList{Items: []completionItem{}}, nil
	}
	o := &offer{view: v, text: v.frag.File.Text, at: v.enc.offset(v.frag.File, p.Position)}
	fm := v.frag.FrontMatter
	switch {
	case fm.End > fm.Start && o.at >= fm.Start && o.at <= fm.End:
		o.frontMatter(fm.Start)
	case o.at >= v.frag.Body.Start:
		o.body(v.frag.Body.Start)
	}
	list := completionList{Items: o.items, IsIncomplete: o.cut}
	if list.Items == nil {
		list.Items = []completionItem{}
	}
	return list, ctx.Err()
}

// An offer collects what fits at one place.
type offer struct {
	view
	text  string
	at    int
	items []completionItem
	cut   bool
}

// add offers words for what is typed of one, which they replace to its end.
func (o *offer) add(typed string, kind int, words []string, describe func(word string) (detail, insert string)) {
	end := o.at
	for end < len(o.text) && isNameByte(o.text[end]) {
		end++
	}
	r := o.enc.rangeOf(o.frag.File.Span(o.at-len(typed), end))
	for _, word := range words {
		if !matches(word, typed) {
			continue
		}
		if len(o.items) == maxOffered {
			o.cut = true
			return
		}
		detail, insert := describe(word)
		o.items = append(o.items, completionItem{
			Label: word, Kind: kind, Detail: detail, FilterText: word,
			SortText: fmt.Sprintf("%04d", len(o.items)), TextEdit: &textEdit{r, insert},
		})
	}
}

func isNameByte(c byte) bool {
	return c >= 0x80 || c == '_' || c == '-' || c == '/' || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}

func asItIs(word string) (detail, insert string) { return "", word }

// lastWord returns the part of a name at the end of a text.
func lastWord(text string) string {
	i := len(text)
	for i > 0 && isNameByte(text[i-1]) {
		i--
	}
	return text[i:]
}

// body offers what fits into the tag around the cursor; outside of tags there
// is nothing to offer.
func (o *offer) body(start int) {
	before := o.text[start:o.at]
	open := strings.LastIndex(before, "{{")
	if open < 0 || strings.Contains(before[open:], "}}") || strings.HasSuffix(before[:open], `\`) {
		return
	}
	tag := strings.TrimPrefix(strings.TrimPrefix(before[open:], "{{"), "~")
	typed := lastWord(tag)
	switch head := strings.TrimLeft(tag, " "); {
	case strings.HasPrefix(head, ">"):
		o.include(strings.TrimLeft(head[1:], " "), typed)
	case strings.HasPrefix(head, "role"):
		o.role(typed)
	case strings.HasPrefix(head, "!"):
	case strings.HasPrefix(head, "#") && !strings.Contains(head, " "):
		o.add(typed, kindKeyword, blocks, asItIs)
	case strings.HasPrefix(head, "/"):
		o.add(typed, kindKeyword, blocks, asItIs)
	case head == typed:
		o.variables(typed)
		o.add(typed, kindFunction, helpers, asItIs)
	default:
		o.variables(typed)
	}
}

var (
	blocks  = []string{"if", "unless", "each", "with", "ifEquals", "unlessEquals"}
	helpers = []string{"else", "history", "json", "lookup", "media", "role", "section"}
)

func (o *offer) role(typed string) {
	o.add(typed, kindValue, []string{"system", "user", "model"}, func(word string) (string, string) {
		if strings.HasSuffix(strings.TrimSuffix(o.text[:o.at], typed), `"`) {
			return "", word
		}
		return "", `"` + word + `"`
	})
}

// include offers fragments, then the variables of the one that is named.
func (o *offer) include(rest, typed string) {
	name, args, more := strings.Cut(rest, " ")
	if !more {
		var ids []string
		for _, f := range o.ws.All {
			if f.Kind == fragment.Piece && f.ID != o.frag.ID {
				ids = append(ids, f.ID)
			}
		}
		slices.SortStableFunc(ids, func(a, b string) int { return distance(a, name) - distance(b, name) })
		o.add(name, kindModule, ids, o.describeFragment)
		return
	}
	if strings.HasSuffix(strings.TrimSuffix(args, typed), "=") {
		o.variables(typed)
		return
	}
	target, ok := o.ws.Lookup(name)
	if !ok {
		return
	}
	o.add(typed, kindField, names(target), func(word string) (string, string) {
		return describeVar(target, word), word + "="
	})
}

// distance puts what begins with the typed text first, then what has it.
func distance(id, typed string) int {
	switch {
	case strings.HasPrefix(id, typed):
		return 0
	case strings.Contains(id, typed):
		return 1
	}
	return 2
}

func (o *offer) describeFragment(id string) (detail, insert string) {
	if f, ok := o.ws.Lookup(id); ok {
		detail = f.Meta.Summary
	}
	return detail, id
}

func names(f *fragment.Fragment) []string {
	var out []string
	for _, v := range f.Meta.Vars {
		out = append(out, v.Name)
	}
	for _, u := range scan(f).uses {
		if !slices.Contains(out, u.name) && !f.DeclaresVars() {
			out = append(out, u.name)
		}
	}
	return out
}

func describeVar(f *fragment.Fragment, name string) string {
	if d := f.Var(name); d != nil {
		return strings.TrimSpace(string(d.Type) + " " + d.Description)
	}
	return ""
}

func (o *offer) variables(typed string) {
	o.add(typed, kindVariable, names(o.frag), func(word string) (string, string) { return describeVar(o.frag, word), word })
}

// frontMatter offers keys, and the values of those that have a few.
func (o *offer) frontMatter(start int) {
	if o.frag.Format != fragment.TOML {
		return
	}
	lineStart := strings.LastIndexByte(o.text[:o.at], '\n') + 1
	line := o.text[lineStart:o.at]
	key, value, isValue := strings.Cut(line, "=")
	switch key = strings.TrimSpace(key); {
	case isValue:
		o.value(key, value)
	case strings.HasPrefix(strings.TrimSpace(line), "["):
		o.header(strings.TrimLeft(strings.TrimSpace(line), "["))
	case lastWord(line) == strings.TrimSpace(line):
		o.add(lastWord(line), kindField, fragment.Keys(tableAt(o.text[start:lineStart])), func(word string) (string, string) {
			return "", word
		})
	}
}

// tableAt returns the table that the last header of a text opens.
func tableAt(text string) string {
	table := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			table, _, _ = strings.Cut(strings.TrimLeft(line, "["), "]")
		}
	}
	return strings.TrimSpace(table)
}

// header offers the tables that there are, and behind `use.` the fragments.
func (o *offer) header(typed string) {
	if rest, ok := strings.CutPrefix(typed, "use."); ok {
		rest = strings.TrimPrefix(rest, `"`)
		var ids []string
		for _, f := range o.ws.Includes(o.frag) {
			ids = append(ids, f.ID)
		}
		quoted := strings.HasPrefix(typed, `use."`)
		o.add(rest, kindModule, ids, func(id string) (string, string) {
			if quoted {
				return "", id
			}
			return "", config.Quote(id)
		})
		return
	}
	if !strings.Contains(typed, ".") {
		o.add(typed, kindKeyword, []string{"budget", "config", "constraints", "output", "precedence", "request", "tools", "traffic", "use", "vars"}, asItIs)
	}
}

// value offers the values of a key.
func (o *offer) value(key, typed string) {
	typed = strings.TrimLeft(typed, " ")
	quoted := strings.HasPrefix(typed, `"`)
	typed = strings.TrimPrefix(typed, `"`)
	var words []string
	switch key {
	case "kind":
		words = []string{"prompt", "fragment"}
	case "type":
		words = []string{"string", "text", "integer", "number", "boolean", "list", "object", "any"}
	case "format":
		words = []string{"text", "json"}
	case "model":
		words = o.models()
	case "required", "stable", "untrusted", "optional", "open":
		o.add(typed, kindValue, []string{"true", "false"}, asItIs)
		return
	}
	o.add(typed, kindValue, words, func(word string) (string, string) {
		if quoted {
			return "", word
		}
		return "", `"` + word + `"`
	})
}

// models lists the models that the workspace's prompts use, then all others.
func (o *offer) models() []string {
	var words []string
	for _, p := range o.ws.Prompts() {
		if m := p.Meta.Model; m != "" && !slices.Contains(words, m) {
			words = append(words, m)
		}
	}
	slices.Sort(words)
	return append(words, o.catalogue()...)
}
