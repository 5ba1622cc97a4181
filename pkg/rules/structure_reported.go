package rules

import (
	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/template"
)

var syntax = &analysis.Rule{
	Name: template.Rule, Level: diag.Error, Reported: true,
	Doc: analysis.Doc{
		Title: "a template tag cannot be read",
		Why:   "Every dotprompt runtime refuses the file, or worse, sends the tag to the model as text.",
		Bad:   "+++\nkind = \"prompt\"\n[vars.tier]\ntype = \"string\"\nrequired = true\n+++\n{{#if tier}}\nThe plan is {{tier}}.\n",
		Good:  "+++\nkind = \"prompt\"\n[vars.tier]\ntype = \"string\"\nrequired = true\n+++\n{{#if tier}}\nThe plan is {{tier}}.\n{{/if}}\n",
		Since: "0.1",
	},
}

var frontMatter = &analysis.Rule{
	Name: fragment.Rule, Level: diag.Error, Reported: true,
	Doc: analysis.Doc{
		Title: "front matter says something that it cannot",
		Why:   "A misspelled key or a value of the wrong type is not in force, although whoever wrote it relies on it.",
		Bad:   "+++\nkind = \"prompt\"\nmodle = \"openai/gpt-5-mini\"\n+++\nAnswer the question.\n",
		Good:  "+++\nkind = \"prompt\"\nmodel = \"openai/gpt-5-mini\"\n+++\nAnswer the question.\n",
		Since: "0.1",
	},
}

var configuration = &analysis.Rule{
	Name: config.Rule, Level: diag.Error, Reported: true,
	Doc: analysis.Doc{
		Title: "quoin.toml says something that it cannot",
		Why:   "A misspelled key or an unknown rule is not in force, although whoever wrote it relies on it.",
		Bad:   "-- quoin.toml --\n[lint.rules]\n\"hygiene/plaseholder\" = \"off\"\n-- prompts/ask.md --\n+++\nkind = \"prompt\"\n+++\nAnswer the question.\n",
		Good:  "-- quoin.toml --\n[lint.rules]\n\"hygiene/placeholder\" = \"off\"\n-- prompts/ask.md --\n+++\nkind = \"prompt\"\n+++\nAnswer the question.\n",
		Since: "0.1",
	},
}

var encoding = &analysis.Rule{
	Name: "structure/encoding", Level: diag.Error, Reported: true,
	Doc: analysis.Doc{
		Title: "a file is not UTF-8 text",
		Why:   "Providers refuse the request or replace the bytes, so the model reads something else than the author wrote.",
		Bad:   "Answer in fran\xe7ais.\n",
		Good:  "Answer in français.\n",
		Since: "0.1",
	},
}

var unreadable = &analysis.Rule{
	Name: "structure/unreadable", Level: diag.Error, Reported: true,
	Doc: analysis.Doc{
		Title: "a file of the workspace cannot be read",
		Why:   "It is missing from every composition and every check. Links out of the workspace are never followed.",
		Since: "0.1",
	},
}

var duplicateName = &analysis.Rule{
	Name: "structure/duplicate-name", Level: diag.Error, Reported: true,
	Doc: analysis.Doc{
		Title: "two files have the same name",
		Why:   "An include of the name means one of them, and an edit of the other changes nothing.",
		Bad:   "-- quoin.toml --\n-- prompts/tone.md --\nBe brief and kind.\n-- prompts/fragments/tone.md --\nBe brief.\n",
		Good:  "-- quoin.toml --\n-- prompts/ask.md --\n+++\nkind = \"prompt\"\n+++\n{{> tone}}\n-- prompts/fragments/tone.md --\nBe brief.\n",
		Since: "0.1",
	},
}

var unusedSuppression = &analysis.Rule{
	Name: analysis.RuleUnused, Level: diag.Warning, Reported: true,
	Doc: analysis.Doc{
		Title: "a comment suppresses a rule that finds nothing there",
		Why:   "It is left over from a problem that is gone, and will hide the next one.",
		Bad:   "<!-- quoin-ignore hygiene/placeholder: a list of open points -->\nAnswer the question.\n",
		Good:  "<!-- quoin-ignore hygiene/placeholder: a list of open points -->\nTODO: decide on the tone.\n",
		Since: "0.1",
	},
}
