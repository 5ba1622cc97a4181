// Package config reads quoin.toml.
//
// It is the only door to the TOML library: whatever is TOML, front matter as
// well, is read by [Decode], which puts everything wrong at its key.
package config

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/suggest"
)

// Name is the name of the file, which also marks the root of a workspace.
const Name = "quoin.toml"

// Rule is the rule under which errors in the file are reported.
const Rule = "structure/config"

// A Config is what quoin.toml says. The zero Config, with [Default]'s folder,
// is that of an empty file.
type Config struct {
	Prompts   string             `toml:"prompts"` // the folder of prompts and fragments
	Lint      Lint               `toml:"lint"`
	Rules     []TeamRule         `toml:"rule"`
	Models    map[string]Model   `toml:"models"` // by "provider/id"
	Features  map[string]Feature `toml:"features"`
	Budget    Budget             `toml:"budget"` // of the whole workspace
	Conflicts Conflicts          `toml:"conflicts"`
	Change    Change             `toml:"change"`

	File *source.File `toml:"-"`
	Keys Keys         `toml:"-"`
}

// Lint says which rules apply. Rules maps a rule, `family/*` or `*` to its
// level.
type Lint struct {
	FailOn diag.Severity            `toml:"fail_on"`
	Rules  map[string]diag.Severity `toml:"rules"`
	Ignore []Ignore                 `toml:"ignore"`
}

// Change moves codes of `quoin diff` between classes: by code, "no-op",
// "cosmetic", "behavioural" or "breaking".
type Change struct {
	Levels map[string]string `toml:"levels"`
}

// An Ignore accepts what a rule finds in some files.
type Ignore struct {
	Rule   string   `toml:"rule"`
	Paths  []string `toml:"paths"` // globs; none means everywhere
	Reason string   `toml:"reason"`
}

// Covers reports whether a path is one of those meant.
func (i Ignore) Covers(name string) bool { return covers(i.Paths, name) }

// A TeamRule is a rule that a team states as data.
type TeamRule struct {
	Name    string        `toml:"name"`    // "team/…"
	Pattern string        `toml:"pattern"` // RE2
	Message string        `toml:"message"`
	Help    string        `toml:"help"`
	Level   diag.Severity `toml:"level"`
	Paths   []string      `toml:"paths"` // globs; none means everywhere
	Kind    string        `toml:"kind"`  // "prompt" or "fragment"; empty for both
	Where   string        `toml:"where"` // "text", which is the default, or "front-matter"

	Regexp *regexp.Regexp `toml:"-"` // nil for a pattern that does not compile
}

// Covers reports whether a path is one of those meant.
func (r TeamRule) Covers(name string) bool { return covers(r.Paths, name) }

func covers(globs []string, name string) bool {
	for _, g := range globs {
		if ok, err := doublestar.Match(g, name); ok && err == nil {
			return true
		}
	}
	return len(globs) == 0
}

// A Model overrides or adds an entry of the catalogue. Prices are decimal
// dollars a million tokens, Batch is the share of them that a batched request
// pays, such as 0.5; nil for unsaid.
type Model struct {
	Input        *Decimal `toml:"input"`
	Output       *Decimal `toml:"output"`
	CacheRead    *Decimal `toml:"cache_read"`
	CacheWrite   *Decimal `toml:"cache_write"`
	CacheWrite1h *Decimal `toml:"cache_write_1h"`
	Batch        *Decimal `toml:"batch"`
	Window       *int     `toml:"window"`
	MaxOutput    *int     `toml:"max_output"`
	Encoding     *string  `toml:"encoding"`
}

// A Feature is a group of prompts with a budget.
type Feature struct {
	Owner  string `toml:"owner"`
	Budget Budget `toml:"budget"`
}

// Budget holds limits; zero means none. Dollar amounts are decimal text.
type Budget struct {
	Max             int     `toml:"max"`
	MaxInput        int     `toml:"max_input"`
	MaxGrowth       string  `toml:"max_growth"`
	MaxUSDPerCall   Decimal `toml:"max_usd_per_call"`
	MaxUSDPerMonth  Decimal `toml:"max_usd_per_month"`
	MinStablePrefix int     `toml:"min_stable_prefix"`
	MaxContextShare float64 `toml:"max_context_share"`
}

// Conflicts is what a team adds to what conflict detection knows.
type Conflicts struct {
	Exclusive [][]string `toml:"exclusive"` // sets of which only one can hold
	Synonyms  [][]string `toml:"synonyms"`  // sets that mean the same
	Always    bool       `toml:"always"`    // look for them in a large workspace, too
}

// A Decimal is an amount as it was written, "0.004". It may be written as a
// number or as a string; it never becomes a binary fraction.
type Decimal string

// Discover returns the directory of the nearest quoin.toml: in dir, a path of
// the file system, or in one above it.
func Discover(fsys fs.FS, dir string) (root string, ok bool) {
	for {
		if info, err := fs.Stat(fsys, path.Join(dir, Name)); err == nil && !info.IsDir() {
			return dir, true
		}
		if dir == "." {
			return "", false
		}
		dir = path.Dir(dir)
	}
}

// Default is the config of a workspace whose quoin.toml is empty.
func Default() *Config {
	return &Config{Prompts: "prompts", Lint: Lint{FailOn: diag.Error}}
}

// Parse reads quoin.toml. The config is usable whatever the diagnostics.
func Parse(file *source.File) (*Config, diag.List) {
	c := Default()
	keys, found := Decode(file, 0, len(file.Text), c, Rule)
	c.File, c.Keys = file, keys
	c.check(&found)
	found.Sort()
	return c, found
}

// check finds what has the right type and still means nothing.
func (c *Config) check(found *diag.List) {
	problem := Reporter(found, Rule, c.Keys.Find)
	if clean := path.Clean(c.Prompts); path.IsAbs(c.Prompts) || clean == ".." || strings.HasPrefix(clean, "../") {
		problem("prompts", fmt.Sprintf("the folder `%s` lies outside of the workspace", c.Prompts), "keep prompts below quoin.toml")
		c.Prompts = "prompts"
	}
	c.Prompts = path.Clean(c.Prompts)
	for i, ignore := range c.Lint.Ignore {
		key := fmt.Sprintf("lint.ignore[%d]", i)
		if ignore.Rule == "" {
			problem(key, "this ignores no rule", "say which: rule = \"family/name\"")
		}
		if ignore.Reason == "" {
			problem(key, "an ignored rule needs a reason", "add reason = \"…\", so that the next reader knows whether it still holds")
		}
		c.checkGlobs(key+".paths", ignore.Paths, problem)
	}
	for i := range c.Rules {
		c.checkRule(i, problem)
	}
	for id, m := range c.Models {
		key := join("models", id)
		if provider, name, ok := strings.Cut(id, "/"); !ok || provider == "" || name == "" {
			problem(key, fmt.Sprintf("a model is named \"provider/id\", got %q", id), "")
		}
		c.checkModel(key, m, problem)
	}
	for name, f := range c.Features {
		CheckBudget(f.Budget, join("features", name)+".budget", problem)
	}
	CheckBudget(c.Budget, "budget", problem)
	for name, sets := range map[string][][]string{"exclusive": c.Conflicts.Exclusive, "synonyms": c.Conflicts.Synonyms} {
		for i, set := range sets {
			if len(set) < 2 {
				problem(fmt.Sprintf("conflicts.%s[%d]", name, i), fmt.Sprintf("a set in `%s` needs two words or more", name), "")
			}
		}
	}
}

func (c *Config) checkGlobs(key string, globs []string, problem func(key, message, help string)) {
	for _, g := range globs {
		if !doublestar.ValidatePattern(g) {
			problem(key, fmt.Sprintf("`%s` is no path pattern", g), "")
		}
	}
}

// Reporter returns a function that adds an error at a key. It keeps silent
// about keys for which there was a diagnostic when it was made: a value that
// could not be read has one cause, and no meaning to find fault with.
func Reporter(found *diag.List, rule string, find func(key string) source.Span) func(key, message, help string) {
	read := make(map[source.Span]bool, len(*found))
	for _, d := range *found {
		read[d.Span] = true
	}
	return func(key, message, help string) {
		span := find(key)
		if !read[span] {
			found.Add(diag.Diagnostic{Rule: rule, Severity: diag.Error, Span: span, Message: message, Help: help})
		}
	}
}

// checkWord reports a word that is none of those that a key takes.
func (c *Config) checkWord(key, word string, known []string, problem func(key, message, help string)) {
	if word != "" && !slices.Contains(known, word) {
		name := key[strings.LastIndexByte(key, '.')+1:]
		problem(key, fmt.Sprintf("`%s` is \"%s\", got %q", name, strings.Join(known, "\" or \""), word), suggest.Hint(word, known))
	}
}

// checkModel reports numbers that no model can have.
func (c *Config) checkModel(key string, m Model, problem func(key, message, help string)) {
	for name, price := range map[string]*Decimal{
		"input": m.Input, "output": m.Output, "cache_read": m.CacheRead,
		"cache_write": m.CacheWrite, "cache_write_1h": m.CacheWrite1h,
	} {
		if price != nil && !IsDecimal(string(*price)) {
			problem(key+"."+name, fmt.Sprintf("`%s` wants dollars a million tokens, such as \"0.25\", got %q", name, string(*price)), "")
		}
	}
	if m.Batch != nil && !isShare(string(*m.Batch)) {
		problem(key+".batch", fmt.Sprintf("`batch` wants the share of the price that a batched request pays, such as 0.5, got %q", string(*m.Batch)), "")
	}
	for name, n := range map[string]*int{"window": m.Window, "max_output": m.MaxOutput} {
		if n != nil && *n <= 0 {
			problem(key+"."+name, fmt.Sprintf("`%s` wants a number of tokens above zero", name), "")
		}
	}
}

func (c *Config) checkRule(i int, problem func(key, message, help string)) {
	r, key := &c.Rules[i], fmt.Sprintf("rule[%d]", i)
	if !strings.HasPrefix(r.Name, "team/") || len(r.Name) == len("team/") {
		problem(key+".name", fmt.Sprintf("the name of a rule of your own begins with `team/`, got `%s`", r.Name), "")
	}
	if r.Message == "" {
		problem(key, "a rule needs a message", "add message = \"…\": what is wrong, in lower case")
	}
	if r.Level == diag.Off {
		r.Level = diag.Warning
	}
	c.checkGlobs(key+".paths", r.Paths, problem)
	c.checkWord(key+".kind", r.Kind, []string{"prompt", "fragment"}, problem)
	c.checkWord(key+".where", r.Where, []string{"text", "front-matter"}, problem)
	re, err := regexp.Compile(r.Pattern)
	switch {
	case r.Pattern == "":
		problem(key, "a rule needs a pattern", "add pattern = '…', a regular expression in Go's syntax")
	case err != nil:
		problem(key+".pattern", "this is no regular expression: "+strings.TrimPrefix(err.Error(), "error parsing regexp: "), "the syntax is Go's, without look-around")
	default:
		r.Regexp = re
	}
}

// CheckBudget reports amounts that are no amounts. The key is that of the
// budget's table.
func CheckBudget(b Budget, key string, problem func(key, message, help string)) {
	for name, n := range map[string]int{"max": b.Max, "max_input": b.MaxInput, "min_stable_prefix": b.MinStablePrefix} {
		if n < 0 {
			problem(key+"."+name, fmt.Sprintf("`%s` is negative", name), "")
		}
	}
	for name, text := range map[string]Decimal{"max_usd_per_call": b.MaxUSDPerCall, "max_usd_per_month": b.MaxUSDPerMonth} {
		if text != "" && !IsDecimal(string(text)) {
			problem(key+"."+name, fmt.Sprintf("`%s` wants an amount of dollars, such as 0.004, got %q", name, text), "")
		}
	}
	if b.MaxGrowth != "" && (!strings.HasSuffix(b.MaxGrowth, "%") || !IsDecimal(strings.TrimSuffix(b.MaxGrowth, "%"))) {
		problem(key+".max_growth", fmt.Sprintf("`max_growth` wants a share such as \"10%%\", got %q", b.MaxGrowth), "")
	}
	if b.MaxContextShare < 0 || b.MaxContextShare > 1 {
		problem(key+".max_context_share", "`max_context_share` wants a number from 0 to 1", "")
	}
}

// isShare reports whether a text is a number from 0 to 1.
func isShare(s string) bool {
	share, err := strconv.ParseFloat(s, 64)
	return err == nil && IsDecimal(s) && share <= 1
}

// IsDecimal reports whether a text is a number without sign and exponent.
func IsDecimal(s string) bool {
	whole, frac, _ := strings.Cut(s, ".")
	return whole+frac != "" && strings.Trim(whole, "0123456789") == "" && strings.Trim(frac, "0123456789") == ""
}
