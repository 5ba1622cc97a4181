package main

import (
	"context"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/cost"
	"github.com/quoin-dev/quoin/pkg/report"
	"github.com/quoin-dev/quoin/pkg/token"
)

// tokensOptions are the flags of `quoin tokens`.
type tokensOptions struct {
	composeOptions

	encoding string
	model    string
	exact    bool
	variant  *enum
	format   *enum
}

func newTokensCmd(a *app) *cobra.Command {
	o := tokensOptions{variant: newEnum("worst", "typical", "smallest"), format: newEnum("text", "json")}
	cmd := &cobra.Command{
		Use:     "tokens PROMPT | tokens --encoding NAME [FILE]...",
		Short:   "Count the tokens of a prompt, or of any text",
		GroupID: groupMeasure,
		Long: `Count the tokens of the whole request that a prompt makes: each fragment, each
variable, tools, output schema, history and the chat format, for the worst, the
typical and the smallest variant. The rows sum exactly: a message is encoded
once, and a token belongs to the part that owns its first byte. A variable
weighs what its ` + "`tokens`" + ` say, else as much as its sample, else its value
given by --var.

With --encoding, count files, or standard input, as wc does. Counts are exact
for the encodings ` + strings.Join(token.Names(), ", ") + `.
For models whose tokenizer is not public they are estimates, marked ≈ with
their bounds. --exact asks the provider instead, without charge: Anthropic with
the key in ANTHROPIC_API_KEY, Gemini with that in GEMINI_API_KEY, elsewhere if
ANTHROPIC_BASE_URL or GEMINI_BASE_URL say so. The text of the request is sent,
its total is exact, and the parts share it in the proportion of their
estimates. Counts are kept in .quoin, so that the same request is asked for once
and then needs no network and no key.

Exit status: 0; 2 if a flag, a file, the prompt or a key is wrong; 3 if the
provider does not answer.`,
		Example: `  quoin tokens support/triage
  quoin tokens support/triage --model anthropic/claude-sonnet-4-5 --variant typical
  quoin tokens --encoding o200k_base README.md
  git diff | quoin tokens --encoding cl100k_base`,
		ValidArgsFunction: completeFirst(a.promptIDs),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.encoding != "" {
				if o.exact {
					return usagef("--exact is about a prompt: with --encoding every count is exact")
				}
				return a.countFiles(o, args)
			}
			if len(args) != 1 {
				return usagef("want one prompt, or --encoding with files: quoin tokens support/reply")
			}
			o.prompt = args[0]
			return a.tokens(cmd.Context(), o)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&o.encoding, "encoding", "", "count files with the encoding `NAME`")
	flags.StringVar(&o.model, "model", "", "count as the model `NAME` does")
	flags.BoolVar(&o.exact, "exact", false, "ask the provider instead of estimating")
	flags.StringArrayVar(&o.vars, "var", nil, "`NAME=VALUE`, or NAME=@FILE")
	flags.StringVar(&o.varsFile, "vars", "", "values from a JSON or TOML `FILE`")
	o.variant.addTo(cmd, "variant", "whose rows to show")
	o.format.addTo(cmd, "format", "how to print")
	_ = cmd.RegisterFlagCompletionFunc("encoding", cobra.FixedCompletions(token.Names(), cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("model", completeModels)
	return cmd
}

// countFiles counts texts that belong to no workspace.
func (a *app) countFiles(o tokensOptions, paths []string) error {
	e, ok := token.Lookup(o.encoding)
	if !ok {
		return usagef("--encoding: no encoding is named %q, there are %s", o.encoding, strings.Join(token.Names(), ", "))
	}
	if len(paths) == 0 {
		paths = []string{"-"}
	}
	var files []report.FileCount
	for _, path := range paths {
		text, err := a.readAny(path)
		if err != nil {
			return err
		}
		files = append(files, report.FileCount{Path: path, Bytes: len(text), Tokens: e.Count(text)})
	}
	if o.format.value == "json" {
		return report.FileCountsJSON(a.out, e.Name(), files)
	}
	return report.FileCounts(a.out, files)
}

// readAny reads a file of any size, or standard input for "-".
func (a *app) readAny(path string) (string, error) {
	if path == "-" {
		text, err := io.ReadAll(a.in)
		if err != nil {
			return "", outside(err)
		}
		return string(text), nil
	}
	text, err := os.ReadFile(a.at(path))
	if err != nil {
		return "", usagef("%w", plainPathError(err))
	}
	return string(text), nil
}

func (a *app) tokens(ctx context.Context, o tokensOptions) error {
	w, err := a.openWorkspace(ctx)
	if err != nil {
		return err
	}
	prompt, err := w.find(o.prompt, true)
	if err != nil {
		return err
	}
	tmpl, found := compose.Resolve(w.ws, prompt)
	if err := a.stopAt(append(found, w.problemsOf(ctx, tmpl)...)); err != nil {
		return err
	}
	given, err := a.values(o.composeOptions, &tmpl.Interface)
	if err != nil {
		return err
	}
	scale, _, err := a.scale(w)
	if err != nil {
		return err
	}
	if err := scale.check(o.model); err != nil {
		return err
	}
	weighed := []cost.Prompt{cost.NewScale(scale.Catalogue).Weigh(tmpl, o.model, given)}
	p := &weighed[0]
	if o.exact {
		if err := a.countExactly(ctx, w.root, weighed, o.model); err != nil {
			return err
		}
	}
	if o.format.value == "json" {
		return report.TokensJSON(a.out, p)
	}
	return report.Tokens(a.out, p, o.variant.value, a.style())
}
