package fragment

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	yamlparser "github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/source"
)

// The library reads nested values by recursion, follows every alias and takes
// quadratic time for long lists, so all have bounds. Front matter beyond them
// is no front matter.
const (
	maxYAML        = 32 << 10 // bytes
	maxYAMLDepth   = 100      // brackets within brackets, or dashes on a line
	maxYAMLAliases = 100_000  // values, when every alias is written out
)

// yamlTable reads YAML that must be a table, and notes where its keys are.
// It is nil for an empty text and for one that has been reported.
func (p *parser) yamlTable(from, to int) yaml.MapSlice {
	p.f.Keys = config.Keys{}
	text := p.f.File.Text[from:to]
	if len(text) > maxYAML || tooDeep(text) {
		p.problem(p.f.File.Span(from, from), fmt.Sprintf("front matter is at most %d kilobytes, nested at most %d deep", maxYAML>>10, maxYAMLDepth), "")
		return nil
	}
	file, err := yamlparser.ParseBytes([]byte(text), 0)
	if err != nil {
		p.yamlError(err, from)
		return nil
	}
	for _, doc := range file.Docs {
		switch doc.Body.(type) {
		case nil, *ast.NullNode:
			continue
		case ast.MapNode:
			return p.yamlMap(doc.Body, from)
		}
		p.problem(p.f.File.Span(from, to), "front matter is a table of keys and values", "write lines such as `model: openai/gpt-5-mini`")
		return nil
	}
	return nil
}

func (p *parser) yamlMap(body ast.Node, from int) (table yaml.MapSlice) {
	if values(body, map[string]int{}) > maxYAMLAliases {
		p.problem(p.f.File.Span(from, from), "the aliases of this front matter stand for too much", "write the values out")
		return nil
	}
	p.yamlKeys(body, "", from)
	if err := yaml.NodeToValue(body, &table, yaml.UseOrderedMap()); err != nil {
		p.yamlError(err, from)
		return nil
	}
	return table
}

// tooDeep looks for nesting with no regard for quotes: text in which so many
// brackets stay open is not worth a closer look.
func tooDeep(text string) bool {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(depth-1, 0)
		}
		if depth > maxYAMLDepth {
			return true
		}
	}
	for _, mark := range []string{"- ", "? ", ": "} {
		if strings.Contains(text, strings.Repeat(mark, maxYAMLDepth)) {
			return true
		}
	}
	return false
}

// values counts the values of a node with every alias written out, by what is
// known of the anchors before it. It stops counting in time.
func values(node ast.Node, anchors map[string]int) int {
	n := 1
	switch node := node.(type) {
	case *ast.AnchorNode:
		n = values(node.Value, anchors)
		anchors[node.Name.String()] = n
	case *ast.AliasNode:
		n = max(anchors[node.Value.String()], 1)
	case *ast.SequenceNode:
		for _, item := range node.Values {
			n += values(item, anchors)
		}
	case ast.MapNode:
		for iter := node.MapRange(); iter.Next(); {
			n += values(iter.Value(), anchors)
		}
	}
	return min(n, maxYAMLAliases+1)
}

// yamlError reports an error of the library at the token that it names.
func (p *parser) yamlError(err error, from int) {
	at := p.f.File.Span(from, from)
	message := err.Error()
	if ye, ok := errors.AsType[yaml.Error](err); ok {
		if t := ye.GetToken(); t != nil {
			at = p.yamlSpan(from, t.Position.Line, t.Position.Column, len(t.Value))
		}
		message, _, _ = strings.Cut(ye.GetMessage(), " at [") // its line counts from the fence
	}
	p.problem(at, "this is no YAML: "+message, "")
}

// yamlSpan turns a line and a column of front matter, the column counted in
// characters, into a place.
func (p *parser) yamlSpan(from, line, column, length int) source.Span {
	text := p.f.File.Text
	if p.lines == nil {
		p.lines = append(p.lines, from)
		for i := range len(text) - from {
			if text[from+i] == '\n' {
				p.lines = append(p.lines, from+i+1)
			}
		}
	}
	at := p.lines[min(max(line, 1), len(p.lines))-1]
	for ; column > 1 && at < len(text) && text[at] != '\n'; column-- {
		_, n := utf8.DecodeRuneInString(text[at:])
		at += n
	}
	end := min(at+length, p.f.FrontMatter.End)
	if end < at {
		return p.f.File.Span(end, end)
	}
	if i := strings.IndexByte(text[at:end], '\n'); i >= 0 {
		end = at + i
	}
	return p.f.File.Span(at, end)
}

// yamlKeys notes the place of every key, and of every scalar of a list.
func (p *parser) yamlKeys(node ast.Node, path string, from int) {
	switch node := node.(type) {
	case ast.MapNode:
		for iter := node.MapRange(); iter.Next(); {
			t := iter.Key().GetToken()
			key := config.Quote(t.Value)
			if path != "" {
				key = path + "." + key
			}
			p.yamlKey(key, t, from)
			p.yamlKeys(iter.Value(), key, from)
		}
	case *ast.SequenceNode:
		for i, item := range node.Values {
			key := fmt.Sprintf("%s[%d]", path, i)
			if _, scalar := item.(ast.ScalarNode); scalar {
				p.yamlKey(key, item.GetToken(), from)
			}
			p.yamlKeys(item, key, from)
		}
	}
}

func (p *parser) yamlKey(key string, t *token.Token, from int) {
	p.f.Keys[key] = p.yamlSpan(from, t.Position.Line, t.Position.Column, len(t.Value))
}

// plainYAML turns ordered maps into plain ones and integers into int64.
func plainYAML(v any) any {
	switch v := v.(type) {
	case yaml.MapSlice:
		out := map[string]any{}
		for _, item := range v {
			out[fmt.Sprint(item.Key)] = plainYAML(item.Value)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = plainYAML(v[i])
		}
		return out
	case uint64:
		return int64(v)
	case int:
		return int64(v)
	}
	return v
}
