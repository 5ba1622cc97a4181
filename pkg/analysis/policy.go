package analysis

import (
	"fmt"
	"slices"
	"strings"

	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/suggest"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// A policy is what quoin.toml says about rules.
type policy struct {
	rules  []*Rule // built-in ones and the team's own
	known  map[string]*Rule
	levels map[string]diag.Severity // by rule, `family/*` or `*`
	ignore []config.Ignore
	part   bool // rules about the whole workspace are not run
}

// newPolicy reads the policy of a workspace. What it says about rules that do
// not exist is a diagnostic, at quoin.toml.
func newPolicy(rules []*Rule, ws *workspace.Workspace) (*policy, diag.List) {
	p := &policy{rules: rules, known: map[string]*Rule{}}
	var found diag.List
	if c := ws.Config; c != nil {
		p.levels, p.ignore = c.Lint.Rules, c.Lint.Ignore
		p.rules = append(slices.Clip(rules), TeamRules(c)...)
	}
	for _, r := range p.rules {
		p.known[r.Name] = r
	}
	if ws.Config != nil {
		p.checkNames(ws.Config, &found)
	}
	return p, found
}

// checkNames reports names in quoin.toml that no rule has.
func (p *policy) checkNames(c *config.Config, found *diag.List) {
	check := func(name, key string) {
		if name == "" || name == "*" || p.knows(name) {
			return
		}
		message, help := p.unknown(name)
		found.Add(diag.Diagnostic{Rule: config.Rule, Severity: diag.Error, Span: c.Keys.Find(key), Message: message, Help: help})
	}
	for name := range c.Lint.Rules {
		check(name, "lint.rules."+config.Quote(name))
	}
	for i, ignore := range c.Lint.Ignore {
		check(ignore.Rule, fmt.Sprintf("lint.ignore[%d].rule", i))
	}
}

// active returns the rules that are not off.
func (p *policy) active() []*Rule {
	var on []*Rule
	for _, r := range p.rules {
		if level, set := p.level(r.Name); !set && r.Level != diag.Off || set && level != diag.Off {
			on = append(on, r)
		}
	}
	return on
}

// level returns the configured level of a rule; its own name counts before
// its family's, and that before `*`.
func (p *policy) level(rule string) (level diag.Severity, set bool) {
	family, _, _ := strings.Cut(rule, "/")
	for _, key := range []string{rule, family + "/*", "*"} {
		if level, set = p.levels[key]; set {
			return level, true
		}
	}
	return diag.Off, false
}

// apply sets levels and drops what is off or ignored. Without a configured
// level a diagnostic keeps the one that its rule gave it.
func (p *policy) apply(l diag.List) diag.List {
	kept := l[:0]
	for _, d := range l {
		if level, set := p.level(d.Rule); set {
			d.Severity = level
		}
		if d.Severity != diag.Off && !p.ignored(d) {
			kept = append(kept, d)
		}
	}
	return kept
}

func (p *policy) ignored(d diag.Diagnostic) bool {
	if d.Span.IsZero() {
		return false
	}
	for _, i := range p.ignore {
		if matchesRule(i.Rule, d.Rule) && i.Covers(d.Span.File.Path) {
			return true
		}
	}
	return false
}

// matchesRule reports whether a name or `family/*` means a rule.
func matchesRule(pattern, rule string) bool {
	if family, ok := strings.CutSuffix(pattern, "/*"); ok {
		return strings.HasPrefix(rule, family+"/")
	}
	return pattern == rule || pattern == "*"
}

// names lists the rules there are, for suggestions.
func (p *policy) names() []string {
	names := make([]string, 0, len(p.rules))
	for _, r := range p.rules {
		names = append(names, r.Name)
	}
	return names
}

// knows reports whether a name or `family/*` means any rule.
func (p *policy) knows(pattern string) bool {
	for name := range p.known {
		if matchesRule(pattern, name) {
			return true
		}
	}
	return false
}

// unknown says that no rule has a name.
func (p *policy) unknown(name string) (message, help string) {
	return "no rule is named `" + name + "`", suggest.Hint(name, p.names())
}
