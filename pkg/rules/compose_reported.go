package rules

import (
	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/diag"
)

var unknownInclude = &analysis.Rule{
	Name: "compose/unknown-include", Level: diag.Error, Reported: true,
	Doc: analysis.Doc{
		Title: "an include names a fragment that does not exist",
		Why:   "The text that the include stands for is missing from every composition, and nothing else says so.",
		Bad: `-- quoin.toml --
-- prompts/fragments/tone/concise.md --
Answer in one sentence.
-- prompts/ask.md --
+++
kind = "prompt"
+++
{{> tone/concsie}}
`,
		Good: `-- quoin.toml --
-- prompts/fragments/tone/concise.md --
Answer in one sentence.
-- prompts/ask.md --
+++
kind = "prompt"
+++
{{> tone/concise}}
`,
		Since: "0.1",
	},
}

var undeclaredVariable = &analysis.Rule{
	Name: "compose/undeclared-variable", Level: diag.Error, Reported: true,
	Doc: analysis.Doc{
		Title: "a name is used that the file does not declare",
		Why: "A fragment sees only the variables that it declares. A misspelled name would be nothing at run time, " +
			"and the model would read a sentence with a hole in it.",
		Bad: `+++
kind = "prompt"
[vars.company]
type = "string"
+++
Write to {{firm}}.
`,
		Good: `+++
kind = "prompt"
[vars.company]
type = "string"
required = true
+++
Write to {{company}}.
`,
		Since: "0.1",
	},
}

var typeMismatch = &analysis.Rule{
	Name: "compose/type-mismatch", Level: diag.Error, Reported: true,
	Doc: analysis.Doc{
		Title: "a value is of another type than the variable that it is for",
		Why:   "An include argument, a comparison or two fragments that share a variable disagree about what it holds, so one of them is wrong.",
		Bad: `+++
kind = "prompt"
[vars.tier]
type = "string"
enum = ["free", "pro"]
default = "free"
+++
{{#ifEquals tier "por"}}
Offer a call-back.
{{/ifEquals}}
`,
		Good: `+++
kind = "prompt"
[vars.tier]
type = "string"
enum = ["free", "pro"]
default = "free"
+++
{{#ifEquals tier "pro"}}
Offer a call-back.
{{/ifEquals}}
`,
		Since: "0.1",
	},
}

var roleInFragment = &analysis.Rule{
	Name: "compose/role-in-fragment", Level: diag.Error, Reported: true,
	Doc: analysis.Doc{
		Title: "a fragment starts a message",
		Why:   "What follows the include would silently move to another message. Which message a text belongs to is the prompt's decision.",
		Bad: `+++
version = "1.0.0"
+++
{{role "system"}}
Be brief.
`,
		Good: `+++
version = "1.0.0"
+++
Be brief.
`,
		Since: "0.1",
	},
}
