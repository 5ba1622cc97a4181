package fragment

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/suggest"
)

// frontMatter is TOML front matter as it is written.
type frontMatter struct {
	Kind        string           `toml:"kind"`
	Version     string           `toml:"version"`
	Summary     string           `toml:"summary"`
	Tags        []string         `toml:"tags"`
	Model       string           `toml:"model"`
	Also        []string         `toml:"also"`
	Feature     string           `toml:"feature"`
	Owner       string           `toml:"owner"`
	Moved       []string         `toml:"moved"`
	Config      map[string]any   `toml:"config"`
	Vars        map[string]tVar  `toml:"vars"`
	Request     tRequest         `toml:"request"`
	Traffic     tTraffic         `toml:"traffic"`
	Budget      config.Budget    `toml:"budget"`
	Use         map[string]tUse  `toml:"use"`
	Output      tOutput          `toml:"output"`
	Tools       []tTool          `toml:"tools"`
	Precedence  []tPrecedence    `toml:"precedence"`
	Constraints map[string]tRule `toml:"constraints"`
}

type tVar struct {
	Type        string          `toml:"type"`
	Description string          `toml:"description"`
	Required    bool            `toml:"required"`
	Enum        []any           `toml:"enum"`
	Default     any             `toml:"default"`
	Stable      bool            `toml:"stable"`
	Untrusted   bool            `toml:"untrusted"`
	Tokens      int             `toml:"tokens"`
	Sample      any             `toml:"sample"`
	Items       *tVar           `toml:"items"`
	Fields      map[string]tVar `toml:"fields"`
	Open        bool            `toml:"open"`
}

type tRequest struct {
	History   int `toml:"history"`
	Retrieval int `toml:"retrieval"`
}

type tTraffic struct {
	CallsPerMonth int     `toml:"calls_per_month"`
	OutputTokens  int     `toml:"output_tokens"`
	CachedShare   float64 `toml:"cached_share"`
}

type tUse struct {
	Pin      string `toml:"pin"`
	Optional bool   `toml:"optional"`
	Priority int    `toml:"priority"`
}

type tOutput struct {
	Format string `toml:"format"`
	Schema any    `toml:"schema"` // a path, or the schema itself
}

type tTool struct {
	Name        string `toml:"name"`
	Description string `toml:"description"`
	Parameters  any    `toml:"parameters"`
}

type tPrecedence struct {
	Winner string   `toml:"winner"`
	Over   []string `toml:"over"`
}

type tRule struct {
	Min   *float64 `toml:"min"`
	Max   *float64 `toml:"max"`
	Value string   `toml:"value"`
}

// versionForm is a semantic version without build metadata.
var versionForm = regexp.MustCompile(`^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?$`)

// pinForm is a range as `use` pins it: an exact version, ^ or ~ before one,
// or comparisons; parts of a version may be left out.
var pinForm = regexp.MustCompile(`^(\*|((\^|~|>=|<=|>|<|=)?\s*\d+(\.\d+){0,2}(-[0-9A-Za-z.-]+)?)(\s*,?\s+(>=|<=|>|<|=)\s*\d+(\.\d+){0,2})*)$`)

// fill checks front matter and takes it over.
func (p *parser) fill(fm *frontMatter) {
	switch fm.Kind {
	case "prompt":
		p.f.Kind = Prompt
	case "", "fragment":
	default:
		p.at("kind", fmt.Sprintf("`kind` is \"prompt\" or \"fragment\", got %q", fm.Kind), suggest.Hint(fm.Kind, []string{"prompt", "fragment"}))
	}
	if fm.Version != "" && !versionForm.MatchString(fm.Version) {
		p.at("version", fmt.Sprintf("`version` is three numbers such as \"1.4.0\", got %q", fm.Version), "")
	}
	p.f.Meta = Meta{
		Version: fm.Version, Summary: fm.Summary, Tags: fm.Tags, Model: fm.Model, Also: fm.Also,
		Feature: fm.Feature, Owner: fm.Owner, Moved: fm.Moved, Config: fm.Config,
		HasVars: fm.Vars != nil,
		Request: Request(fm.Request), Traffic: Traffic(fm.Traffic),
	}
	p.fillVars(fm.Vars)
	p.fillNumbers(fm)
	p.fillUse(fm.Use)
	p.f.Meta.Output = Output{Format: fm.Output.Format}
	p.fillOutput(fm.Output)
	p.fillTools(fm.Tools)
	for i, pr := range fm.Precedence {
		if pr.Winner == "" {
			p.at(fmt.Sprintf("precedence[%d]", i), "this precedence names no winner", "add winner = \"#name\", the anchor of an instruction")
		}
		p.f.Meta.Precedence = append(p.f.Meta.Precedence, Precedence{pr.Winner, pr.Over, p.f.Key(fmt.Sprintf("precedence[%d]", i))})
	}
	p.fillConstraints(fm.Constraints)
}

func (p *parser) fillNumbers(fm *frontMatter) {
	for key, n := range map[string]int{
		"request.history": fm.Request.History, "request.retrieval": fm.Request.Retrieval,
		"traffic.calls_per_month": fm.Traffic.CallsPerMonth, "traffic.output_tokens": fm.Traffic.OutputTokens,
	} {
		if n < 0 {
			p.at(key, fmt.Sprintf("`%s` is negative", key), "")
		}
	}
	if s := fm.Traffic.CachedShare; s < 0 || s > 1 {
		p.at("traffic.cached_share", "`cached_share` is a number from 0 to 1", "")
	}
	config.CheckBudget(fm.Budget, "budget", p.at)
	b := fm.Budget
	p.f.Meta.Budget = Budget{
		Max: b.Max, MaxInput: b.MaxInput, MaxGrowth: b.MaxGrowth,
		MaxUSDPerCall: string(b.MaxUSDPerCall), MaxUSDPerMonth: string(b.MaxUSDPerMonth),
		MinStablePrefix: b.MinStablePrefix, MaxContextShare: b.MaxContextShare,
	}
}

func (p *parser) fillUse(use map[string]tUse) {
	if use == nil {
		return
	}
	p.f.Meta.Use = map[string]Use{}
	for id, u := range use {
		if u.Pin != "" && !pinForm.MatchString(u.Pin) {
			p.at("use."+config.Quote(id)+".pin", fmt.Sprintf("`pin` is a range such as \"^1\" or \"~2.3\", got %q", u.Pin), "")
		}
		p.f.Meta.Use[id] = Use(u)
	}
}

func (p *parser) fillOutput(o tOutput) {
	switch o.Format {
	case "", "text", "json":
	default:
		p.at("output.format", fmt.Sprintf("`format` is \"text\" or \"json\", got %q", o.Format), suggest.Hint(o.Format, []string{"text", "json"}))
	}
	switch schema := o.Schema.(type) {
	case nil:
	case string:
		p.f.Meta.Output.SchemaFile = schema
	case map[string]any:
		p.f.Meta.Output.Schema = p.schema("output.schema", schema)
	default:
		p.at("output.schema", "`schema` is the path of a JSON Schema, or a table that is one", "")
	}
}

func (p *parser) fillTools(tools []tTool) {
	for i, t := range tools {
		key := fmt.Sprintf("tools[%d]", i)
		if t.Name == "" {
			p.at(key, "a tool needs a name", "")
		}
		tool := Tool{Name: t.Name, Description: t.Description, Span: p.f.Key(key)}
		switch schema := t.Parameters.(type) {
		case nil:
		case map[string]any:
			tool.Parameters = p.schema(key+".parameters", schema)
		case string:
			tool.ParametersFile = schema
		default:
			p.at(key+".parameters", "`parameters` is a JSON Schema, as a table or as the path of a file", "")
		}
		p.f.Meta.Tools = append(p.f.Meta.Tools, tool)
	}
}

func (p *parser) schema(key string, schema any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(schema); err != nil {
		p.at(key, "this has no form in JSON: "+err.Error(), "")
		return nil
	}
	return bytes.TrimSpace(b.Bytes())
}

func (p *parser) fillConstraints(constraints map[string]tRule) {
	for dimension, c := range constraints {
		out := Constraint{Dimension: dimension, Value: c.Value, Span: p.f.Key("constraints." + config.Quote(dimension))}
		if c.Min != nil {
			out.Min, out.HasMin = *c.Min, true
		}
		if c.Max != nil {
			out.Max, out.HasMax = *c.Max, true
		}
		if out.HasMin && out.HasMax && out.Min > out.Max {
			p.at("constraints."+config.Quote(dimension), fmt.Sprintf("`min` is above `max` for `%s`", dimension), "")
		}
		p.f.Meta.Constraints = append(p.f.Meta.Constraints, out)
	}
	slices.SortFunc(p.f.Meta.Constraints, func(a, b Constraint) int { return cmp.Compare(a.Dimension, b.Dimension) })
}

// typeNames lists the types that front matter may name.
var typeNames = []Type{Any, String, Text, Integer, Number, Boolean, List, Object, Null}

func (p *parser) fillVars(vars map[string]tVar) {
	p.f.Meta.Vars = p.vars(vars, "vars")
}

func (p *parser) vars(in map[string]tVar, key string) []Var {
	var out []Var
	for name, v := range in {
		out = append(out, p.variable(name, v, key+"."+config.Quote(name)))
	}
	slices.SortFunc(out, func(a, b Var) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Name, b.Name))
	})
	return out
}

func (p *parser) variable(name string, in tVar, key string) Var {
	v := Var{
		Name: name, Type: Type(in.Type), Description: in.Description, Required: in.Required,
		Enum: in.Enum, Default: in.Default, Stable: in.Stable, Untrusted: in.Untrusted,
		Tokens: in.Tokens, Sample: in.Sample, Open: in.Open, Span: p.f.Key(key),
	}
	if in.Type == "" {
		v.Type = guessType(in)
	} else if !slices.Contains(typeNames, v.Type) {
		p.unknownType(key, in.Type)
		v.Type = Any
	}
	if file, ok := in.Sample.(string); ok && strings.HasPrefix(file, "@") {
		v.SampleFile, v.Sample = file[1:], nil
	}
	if in.Items != nil {
		items := p.variable("", *in.Items, key+".items")
		v.Items = &items
	}
	v.Fields = p.vars(in.Fields, key+".fields")
	p.checkVar(&v, key)
	return v
}

func (p *parser) unknownType(key, name string) {
	var known []string
	for _, t := range typeNames {
		known = append(known, string(t))
	}
	help := suggest.Hint(name, known)
	if alias, ok := map[string]string{"bool": "boolean", "int": "integer", "float": "number", "array": "list", "str": "string", "dict": "object", "map": "object", "enum": "string"}[name]; ok {
		help = "did you mean `" + alias + "`?"
	}
	if help == "" {
		help = "the types are " + strings.Join(known, ", ")
	}
	p.at(key+".type", fmt.Sprintf("there is no type `%s`", name), help)
}

// guessType is the type of a variable that states none.
func guessType(in tVar) Type {
	probe := in.Default
	if len(in.Enum) > 0 {
		probe = in.Enum[0]
	}
	switch {
	case in.Items != nil:
		return List
	case in.Fields != nil:
		return Object
	}
	switch probe.(type) {
	case bool:
		return Boolean
	case int64:
		return Integer
	case float64:
		return Number
	case []any:
		return List
	case map[string]any:
		return Object
	}
	return String
}

// checkVar reports what a declaration says against itself.
func (p *parser) checkVar(v *Var, key string) {
	for _, e := range v.Enum {
		if !isOfType(e, v.Type) {
			p.at(key+".enum", fmt.Sprintf("`%s` is of type %s, and %v in its enum is not", v.Name, v.Type, e), "")
			break
		}
	}
	if v.Default != nil {
		switch {
		case !isOfType(v.Default, v.Type):
			p.at(key+".default", fmt.Sprintf("`%s` is of type %s, and its default is not", v.Name, v.Type), "")
			v.Default = nil
		case len(v.Enum) > 0 && !slices.ContainsFunc(v.Enum, func(e any) bool { return e == v.Default }):
			p.at(key+".default", fmt.Sprintf("the default %v is not in the enum of `%s`", v.Default, v.Name), "")
		}
	}
	if v.Tokens < 0 {
		p.at(key+".tokens", "`tokens` is negative", "")
		v.Tokens = 0
	}
	if v.Stable && v.Untrusted {
		p.at(key+".untrusted", fmt.Sprintf("`%s` is stable and untrusted", v.Name), "what a stranger writes is not constant per deployment: remove one of the two")
	}
	if v.Required && v.Default != nil {
		p.at(key+".required", fmt.Sprintf("`%s` is required and has a default", v.Name), "a value that must be given needs no default: remove one of the two")
	}
}

func isOfType(v any, t Type) bool {
	switch t {
	case String, Text:
		_, ok := v.(string)
		return ok
	case Integer:
		_, ok := v.(int64)
		return ok
	case Number:
		switch v.(type) {
		case int64, float64:
			return true
		}
		return false
	case Boolean:
		_, ok := v.(bool)
		return ok
	case List:
		_, ok := v.([]any)
		return ok
	case Object:
		_, ok := v.(map[string]any)
		return ok
	case Null:
		return false
	default: // Any
		return true
	}
}
