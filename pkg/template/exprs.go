package template

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/quoin-dev/quoin/pkg/suggest"
)

// maxSubexprs bounds the nesting of parentheses.
const maxSubexprs = 32

// exprs reads the inside of a tag from left to right.
type exprs struct {
	p      *parser
	src    string
	pos    int
	limit  int
	failed bool // one problem a tag is enough
	depth  int
}

func (p *parser) exprs(at Pos) *exprs { return &exprs{p: p, src: p.src, pos: at.Start, limit: at.End} }

func (e *exprs) blanks() {
	for e.pos < e.limit && isBlank(e.src[e.pos]) {
		e.pos++
	}
}

func (e *exprs) bad(message string) {
	if !e.failed {
		e.failed = true
		e.p.problem(Pos{min(e.pos, e.limit), e.limit}, message, "")
	}
	e.pos = e.limit
}

// end reports what is left over.
func (e *exprs) end() {
	if e.blanks(); e.pos < e.limit {
		e.bad(fmt.Sprintf("cannot read `%s` here", clip(e.src[e.pos:e.limit])))
	}
}

func clip(s string) string {
	if len(s) > 30 {
		return strings.ToValidUTF8(s[:30], "") + "…"
	}
	return s
}

// isName reports whether a character may stand in a name: all but white space
// and the characters that Handlebars keeps for itself.
func isName(r rune) bool {
	return !unicode.IsSpace(r) && !strings.ContainsRune("!\"#%&'()*+,./;<=>@[\\]^`{|}~", r)
}

func (e *exprs) name() (string, bool) {
	start := e.pos
	if e.pos < e.limit && e.src[e.pos] == '[' {
		i := strings.IndexByte(e.src[e.pos:e.limit], ']')
		if i < 0 {
			return "", false
		}
		e.pos += i + 1
		return e.src[start+1 : e.pos-1], true
	}
	for e.pos < e.limit {
		r, n := runeAt(e.src, e.pos, e.limit)
		if !isName(r) {
			break
		}
		e.pos += n
	}
	return e.src[start:e.pos], e.pos > start
}

// path reads `a.b/c`, `../a`, `this.a`, `@root.a`. It leaves the position
// alone where no path begins.
func (e *exprs) path() (*Path, bool) {
	e.blanks()
	p := &Path{Pos: Pos{e.pos, e.pos}}
	start := e.pos
	if e.pos < e.limit && e.src[e.pos] == '@' {
		p.Data = true
		e.pos++
	}
	for strings.HasPrefix(e.src[e.pos:e.limit], "../") || e.src[e.pos:e.limit] == ".." ||
		strings.HasPrefix(e.src[e.pos:e.limit], "..") && e.pos+2 < e.limit && (isBlank(e.src[e.pos+2]) || e.src[e.pos+2] == ')') {
		p.Up++
		if e.pos += 2; e.pos < e.limit && e.src[e.pos] == '/' {
			e.pos++
		}
	}
	if e.pos < e.limit && e.src[e.pos] == '.' {
		p.This = true
		if e.pos++; e.pos < e.limit && e.src[e.pos] == '/' {
			e.pos++
		}
	}
	for {
		literal := e.pos < e.limit && e.src[e.pos] == '['
		name, ok := e.name()
		if !ok {
			break
		}
		if name == "this" && !literal && len(p.Parts) == 0 && !p.Data {
			p.This = true
		} else {
			p.Parts = append(p.Parts, name)
		}
		if e.pos+1 >= e.limit || e.src[e.pos] != '.' && e.src[e.pos] != '/' {
			break
		}
		if r, _ := runeAt(e.src, e.pos+1, e.limit); !isName(r) && r != '[' {
			break
		}
		e.pos++
	}
	p.End = e.pos
	if len(p.Parts) == 0 && p.Up == 0 && !p.This {
		e.pos = start
		return p, false
	}
	return p, true
}

// value reads one literal, path or sub-expression; nil where none begins.
func (e *exprs) value() Expr {
	e.blanks()
	if e.pos >= e.limit {
		return nil
	}
	start := e.pos
	switch c := e.src[e.pos]; c {
	case '"', '\'':
		return e.str(c)
	case '(':
		return e.sub()
	}
	p, ok := e.path()
	if !ok {
		if n := e.numberAt(start); n != nil {
			return n
		}
		return nil
	}
	text := e.src[start:e.pos]
	at := Pos{start, e.pos}
	switch text {
	case "true":
		return &Literal{at, true}
	case "false":
		return &Literal{at, false}
	case "null":
		return &Literal{at, nil}
	case "undefined":
		return &Literal{at, Undefined{}}
	}
	if f, err := strconv.ParseFloat(text, 64); err == nil && isNumber(text) {
		return &Literal{at, f}
	}
	return p
}

// numberAt reads a number that no path can begin with.
func (e *exprs) numberAt(start int) Expr {
	i := start
	for i < e.limit && strings.IndexByte("-.0123456789", e.src[i]) >= 0 {
		i++
	}
	f, err := strconv.ParseFloat(e.src[start:i], 64)
	if err != nil || i == start {
		return nil
	}
	e.pos = i
	return &Literal{Pos{start, i}, f}
}

func isNumber(s string) bool {
	s = strings.TrimPrefix(s, "-")
	return s != "" && strings.Trim(s, "0123456789.") == "" && s[0] != '.'
}

// str reads a string. A backslash escapes the quote and nothing else.
func (e *exprs) str(quote byte) Expr {
	start := e.pos
	var b strings.Builder
	for i := e.pos + 1; i < e.limit; i++ {
		switch {
		case e.src[i] == '\\' && i+1 < e.limit && e.src[i+1] == quote:
			i++
			b.WriteByte(quote)
		case e.src[i] == quote:
			e.pos = i + 1
			return &Literal{Pos{start, e.pos}, b.String()}
		default:
			b.WriteByte(e.src[i])
		}
	}
	e.bad("this text has no closing quote")
	return &Literal{Pos{start, e.limit}, b.String()}
}

// sub reads `(helper args)`.
func (e *exprs) sub() Expr {
	start := e.pos
	e.pos++
	if e.depth++; e.depth > maxSubexprs {
		e.bad(fmt.Sprintf("parentheses are nested more than %d deep", maxSubexprs))
		return nil
	}
	defer func() { e.depth-- }()
	head, ok := e.path()
	if !ok {
		e.bad("a helper's name must stand behind `(`")
		return nil
	}
	args, hash := e.args()
	e.blanks()
	if e.pos >= e.limit || e.src[e.pos] != ')' {
		e.bad("`)` is missing")
	} else {
		e.pos++
	}
	c := &Call{Pos: Pos{start, e.pos}, Name: e.src[head.Start:head.End], NamePos: head.Pos, Args: args, Hash: hash}
	e.p.checkCall(c)
	return c
}

// args reads values and then key=value pairs.
func (e *exprs) args() (args []Expr, hash []Arg) {
	for {
		e.blanks()
		if e.pos >= e.limit || e.src[e.pos] == ')' {
			return args, hash
		}
		if strings.HasPrefix(e.src[e.pos:e.limit], "as ") && strings.HasPrefix(strings.TrimLeft(e.src[e.pos+2:e.limit], " \t\r\n"), "|") {
			return args, hash
		}
		if a, ok := e.pair(); ok {
			hash = append(hash, a)
			continue
		}
		v := e.value()
		if v == nil {
			return args, hash
		}
		if len(hash) > 0 {
			e.p.problem(posOf(v), "a value without a name must stand before those with one", "")
			continue
		}
		args = append(args, v)
	}
}

func posOf(v Expr) Pos {
	start, end := v.Bytes()
	return Pos{start, end}
}

func (e *exprs) pair() (Arg, bool) {
	start := e.pos
	name, ok := e.name()
	if !ok || e.pos >= e.limit || e.src[e.pos] != '=' {
		e.pos = start
		return Arg{}, false
	}
	e.pos++
	v := e.value()
	if v == nil {
		e.bad(fmt.Sprintf("`%s=` needs a value", name))
		v = &Literal{Pos{e.limit, e.limit}, Undefined{}}
	}
	return Arg{Pos{start, max(start, e.pos)}, name, v}, true
}

// params reads `as |item index|`.
func (e *exprs) params() []string {
	e.blanks()
	rest := e.src[e.pos:e.limit]
	if !strings.HasPrefix(rest, "as ") {
		return nil
	}
	open := strings.IndexByte(rest, '|')
	if open < 0 {
		return nil
	}
	shut := strings.IndexByte(rest[open+1:], '|')
	if shut < 0 {
		e.bad("`|` is missing")
		return nil
	}
	e.pos += open + shut + 2
	return strings.Fields(rest[open+1 : open+1+shut])
}

// helpers are the names that mean something with arguments.
var helpers = []string{"role", "history", "media", "section", "json", "lookup"}

// roles are the roles of messages.
var roles = []string{"system", "user", "assistant", "model", "tool"}

// output reads `{{…}}`: a variable or a helper.
func (p *parser) output(it *item) {
	e := p.exprs(it.inner)
	if e.blanks(); e.pos >= e.limit {
		p.problem(it.Pos, "this tag is empty", "write `\\{{` for the characters themselves")
		return
	}
	if c := e.src[e.pos]; c == '*' {
		p.problem(it.Pos, "decorators are not part of dotprompt", "")
		return
	}
	first := e.value()
	if first == nil {
		e.bad(fmt.Sprintf("cannot read `%s` here", clip(e.src[e.pos:e.limit])))
		p.add(&Output{it.Pos, &Literal{it.inner, Undefined{}}})
		return
	}
	args, hash := e.args()
	e.end()
	head, isPath := first.(*Path)
	name := p.src[it.inner.Start:it.inner.End]
	if isPath {
		name = p.src[head.Start:head.End]
	}
	switch {
	case e.failed && len(args)+len(hash) == 0:
		p.add(&Output{it.Pos, first})
	case isPath && slices.Contains(helpers[:4], name) && (len(args)+len(hash) > 0 || name != "media"):
		p.message(it, head, args, hash)
	case len(args)+len(hash) == 0:
		p.add(&Output{it.Pos, first})
	case isPath:
		c := &Call{Pos: it.inner, Name: name, NamePos: head.Pos, Args: args, Hash: hash}
		if p.checkCall(c) {
			p.add(&Output{it.Pos, c})
		} else {
			p.add(&Output{it.Pos, head})
		}
	default:
		p.problem(it.inner, "a literal takes no arguments", "")
		p.add(&Output{it.Pos, first})
	}
}

// checkCall reports a helper that does not exist or lacks arguments.
func (p *parser) checkCall(c *Call) bool {
	want := map[string]int{"json": 1, "lookup": 2}[c.Name]
	switch {
	case want == 0:
		p.unknown(c.NamePos, c.Name, "helper", append(slices.Clip(helpers), blockNames()...))
		return false
	case len(c.Args) != want:
		p.problem(c.Pos, fmt.Sprintf("`%s` takes %s, got %d", c.Name, plural(want, "value"), len(c.Args)), "")
		return false
	}
	return true
}

// message adds a tag that shapes messages.
func (p *parser) message(it *item, head *Path, args []Expr, hash []Arg) {
	name := p.src[head.Start:head.End]
	switch name {
	case "history":
		p.add(&History{it.Pos})
	case "media":
		m := &Media{Pos: it.Pos}
		for _, a := range hash {
			switch a.Name {
			case "url":
				m.URL = a.Value
			case "contentType":
				m.ContentType = a.Value
			default:
				p.problem(a.Pos, fmt.Sprintf("`media` has no `%s`", a.Name), suggest.Hint(a.Name, []string{"url", "contentType"}))
			}
		}
		if m.URL == nil {
			p.problem(it.Pos, "`media` needs a url", "write `{{media url=…}}`")
			return
		}
		p.add(m)
	default:
		p.named(it, name, args)
	}
}

// named adds a role or a section, whose names are literals.
func (p *parser) named(it *item, helper string, args []Expr) {
	var value string
	var lit *Literal
	if len(args) == 1 {
		if l, ok := args[0].(*Literal); ok {
			value, ok = l.Value.(string)
			if ok {
				lit = l
			}
		}
	}
	if lit == nil || value == "" {
		p.problem(it.Pos, fmt.Sprintf("`%s` needs a name in quotes", helper), fmt.Sprintf("write `{{%s \"%s\"}}`", helper, map[string]string{"role": "system", "section": "output"}[helper]))
		return
	}
	if helper == "section" {
		p.add(&Section{it.Pos, value, lit.Pos})
		return
	}
	if !slices.Contains(roles, value) {
		help := suggest.Hint(value, roles)
		if help == "" {
			help = "the roles are " + strings.Join(roles, ", ")
		}
		p.problem(lit.Pos, fmt.Sprintf("there is no role `%s`", value), help)
	}
	p.add(&Role{it.Pos, value, lit.Pos})
}

// partial reads `{{> name context key=value}}`.
func (p *parser) partial(it *item) {
	e := p.exprs(it.inner)
	n := &Partial{Pos: it.Pos, Standalone: it.alone}
	e.blanks()
	start := e.pos
	switch {
	case e.pos < e.limit && e.src[e.pos] == '(':
		p.problem(it.Pos, "the name of an include is computed", "includes are static, so that a change can be followed to every prompt: choose with {{#if}} instead")
		return
	case e.pos < e.limit && (e.src[e.pos] == '"' || e.src[e.pos] == '\''):
		if lit, ok := e.str(e.src[e.pos]).(*Literal); ok {
			n.Name, _ = lit.Value.(string)
		}
	default:
		for e.pos < e.limit {
			r, size := runeAt(e.src, e.pos, e.limit)
			if !isName(r) && r != '/' && r != '.' && r != '@' {
				break
			}
			e.pos += size
		}
		n.Name = e.src[start:e.pos]
	}
	n.NamePos = Pos{start, e.pos}
	if n.Name == "" {
		p.problem(it.Pos, "this include names no fragment", "write `{{> path/of/fragment}}`")
		return
	}
	args, hash := e.args()
	e.end()
	if len(args) > 1 {
		p.problem(posOf(args[1]), "an include takes one context", "give values by name: `key=value`")
	}
	if len(args) > 0 {
		n.Context = args[0]
	}
	n.Args = hash
	if it.alone && !it.stripLeft {
		from := it.Start
		for from > p.tree.Start && (p.src[from-1] == ' ' || p.src[from-1] == '\t') {
			from--
		}
		n.Indent = p.src[from:it.Start]
	}
	p.add(n)
}
