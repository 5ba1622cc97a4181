package rules

import (
	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/change"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/release"
)

// released is the run of a rule whose problems pkg/release finds under its
// name.
func released(name string) func(*analysis.Pass) {
	return func(pass *analysis.Pass) {
		if pass.Workspace.Loose {
			return
		}
		found := analysis.Once(pass, "release", func() diag.List { return release.Check(pass.Workspace) })
		for _, d := range found {
			if d.Rule == name {
				pass.Report(d)
			}
		}
	}
}

var bumpTooSmall = &analysis.Rule{
	Name: change.RuleTooSmall, Level: diag.Error, Reported: true,
	Doc: analysis.Doc{
		Title: "a version was moved by less than the change asks for",
		Why: "Whoever pins a major version trusts that nothing breaks below it. It is found where there is something to compare with: " +
			"by `quoin lint --against REF`.",
		Bad: "-- before/quoin.toml --\n-- before/prompts/ask.md --\n+++\nkind = \"prompt\"\nversion = \"1.0.0\"\n+++\nAnswer the question.\n" +
			"-- quoin.toml --\n-- prompts/ask.md --\n+++\nkind = \"prompt\"\nversion = \"1.0.1\"\n+++\nAnswer the question in verse.\n",
		Good: "-- before/quoin.toml --\n-- before/prompts/ask.md --\n+++\nkind = \"prompt\"\nversion = \"1.0.0\"\n+++\nAnswer the question.\n" +
			"-- quoin.toml --\n-- prompts/ask.md --\n+++\nkind = \"prompt\"\nversion = \"1.1.0\"\n+++\nAnswer the question in verse.\n",
		Since: "0.2",
	},
}

const askPrompt = `-- prompts/ask.md --
+++
kind = "prompt"
version = "1.0.0"
+++
Answer the question.
`

// askLock is the release of askPrompt.
const askLock = `-- prompts/quoin.lock --
lock = 1

[prompt."ask"]
version   = "1.0.0"
digest    = "q1:e59cfc9321b22e89ec9a50c6df0e0e595085d1c210f51e65efbb2bed1d7d90ae"
`

var labelMissing = &analysis.Rule{
	Name: release.RuleLabel, Level: diag.Error,
	Doc: analysis.Doc{
		Title: "a label points at a version that was never released",
		Why:   "What is built for a label is what users get. A label that points at nothing is found out at the next deployment.",
		Bad:   "-- quoin.toml --\n" + askPrompt + askLock + "-- prompts/labels.toml --\n[production]\nask = \"1.1.0\"\n",
		Good:  "-- quoin.toml --\n" + askPrompt + askLock + "-- prompts/labels.toml --\n[production]\nask = \"1.0.0\"\n",
		Since: "0.2",
	},
	Workspace: released(release.RuleLabel),
}

var lockStale = &analysis.Rule{
	Name: release.RuleStale, Level: diag.Error,
	Doc: analysis.Doc{
		Title: "the lock does not have the version that a file says",
		Why:   "The lock is the proof of what a version stands for. A version that is not in it stands for nothing, and cannot be found again.",
		Bad:   "-- quoin.toml --\n-- prompts/ask.md --\n+++\nkind = \"prompt\"\nversion = \"1.1.0\"\n+++\nAnswer the question.\n" + askLock,
		Good:  "-- quoin.toml --\n" + askPrompt + askLock,
		Since: "0.2",
	},
	Workspace: released(release.RuleStale),
}

var lockUnreadable = &analysis.Rule{
	Name: release.RuleLock, Level: diag.Error,
	Doc: analysis.Doc{
		Title: "quoin.lock cannot be read",
		Why:   "Without the lock nothing can tell a release from a change.",
		Bad:   "-- quoin.toml --\n" + askPrompt + "-- prompts/quoin.lock --\nlock = 1\n<<<<<<< HEAD\n[prompt.\"ask\"]\nversion = \"1.0.0\"\n=======\n",
		Good:  "-- quoin.toml --\n" + askPrompt + askLock,
		Since: "0.2",
	},
	Workspace: released(release.RuleLock),
}

var labelsUnreadable = &analysis.Rule{
	Name: release.RuleLabels, Level: diag.Error,
	Doc: analysis.Doc{
		Title: "labels.toml cannot be read",
		Why:   "The labels say what users get; a line that cannot be read is one that nobody can deploy or roll back.",
		Bad:   "-- quoin.toml --\n" + askPrompt + askLock + "-- prompts/labels.toml --\n[production]\nask = \"latest\"\n",
		Good:  "-- quoin.toml --\n" + askPrompt + askLock + "-- prompts/labels.toml --\n[production]\nask = \"1.0.0\"\n",
		Since: "0.2",
	},
	Workspace: released(release.RuleLabels),
}

var notBumped = &analysis.Rule{
	Name: release.RuleNotBumped, Level: diag.Error,
	Doc: analysis.Doc{
		Title: "what a model is told changed and the version did not",
		Why: "A version that stands for two texts cannot be rolled back to, compared or blamed. An edit of a shared fragment changes " +
			"every prompt that includes it, in files that nobody touched.",
		Bad:   "-- quoin.toml --\n-- prompts/ask.md --\n+++\nkind = \"prompt\"\nversion = \"1.0.0\"\n+++\nAnswer the question in one word.\n" + askLock,
		Good:  "-- quoin.toml --\n" + askPrompt + askLock,
		Since: "0.2",
	},
	Workspace: released(release.RuleNotBumped),
}

var pinViolated = &analysis.Rule{
	Name: release.RulePin, Level: diag.Error,
	Doc: analysis.Doc{
		Title: "an included fragment has a version that its pin does not allow",
		Why:   "A pin says which changes a prompt is ready for. One that is passed over is no promise.",
		Bad: "-- quoin.toml --\n-- prompts/fragments/tone.md --\n+++\nversion = \"2.0.0\"\n+++\nWrite in a warm tone.\n" +
			"-- prompts/ask.md --\n+++\nkind = \"prompt\"\n[use.\"tone\"]\npin = \"^1\"\n+++\n{{> tone}}\nAnswer the question.\n",
		Good: "-- quoin.toml --\n-- prompts/fragments/tone.md --\n+++\nversion = \"1.4.0\"\n+++\nWrite in a warm tone.\n" +
			"-- prompts/ask.md --\n+++\nkind = \"prompt\"\n[use.\"tone\"]\npin = \"^1\"\n+++\n{{> tone}}\nAnswer the question.\n",
		Since: "0.2",
	},
	Workspace: released(release.RulePin),
}
