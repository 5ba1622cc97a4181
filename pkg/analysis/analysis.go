// Package analysis runs lint rules over a workspace.
//
// A rule only finds. Its level, whether a comment suppresses a finding, and
// which findings an old repository has accepted are decided here, in one
// place, the same for every rule.
package analysis

import (
	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// A Rule is one check, together with everything a person may ask about it.
// Exactly one of File, Prompt and Workspace is set. File and Prompt rules run
// in parallel and keep no state.
type Rule struct {
	Name  string        // "family/name"
	Level diag.Severity // unless quoin.toml says otherwise
	Doc   Doc

	File      func(*Pass, *fragment.Fragment) // once for every prompt and fragment
	Prompt    func(*Pass, *compose.Template)  // once for every prompt, expanded
	Workspace func(*Pass)                     // once

	// Loose says that Prompt also looks at files that belong to no workspace,
	// each by itself: nobody composes them, so they are what a model reads.
	Loose bool

	// Reported marks a rule whose findings come out of reading or expanding
	// files (a syntax error, an unknown include). It has no function of its
	// own: whoever finds the problem names the rule.
	Reported bool
}

// Doc is the documentation of a rule. The text of `quoin explain`, the rule
// reference and the SARIF rule metadata are all made from it, and its examples
// are run as tests. An example is one file, or several as a txtar archive.
type Doc struct {
	Title string // one line, says what the rule finds
	Why   string // why that is a problem
	Bad   string // what the rule flags
	Good  string // the same, put right
	Since string // the version that first had the rule
}

// A Pass is one run of one rule.
type Pass struct {
	Workspace *workspace.Workspace
	run       *run
	rule      *Rule
	found     *diag.List
}

// Report reports a problem. It fills in the rule's name and level; a rule that
// knows one finding to be milder or worse sets the severity itself.
func (p *Pass) Report(d diag.Diagnostic) {
	d.Rule = p.rule.Name
	if d.Severity == diag.Off {
		d.Severity = p.rule.Level
	}
	p.found.Add(d)
}
