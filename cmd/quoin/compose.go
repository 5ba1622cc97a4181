package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quoin-dev/quoin/pkg/analysis"
	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/config"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/report"
	"github.com/quoin-dev/quoin/pkg/rules"
	"github.com/quoin-dev/quoin/pkg/source"
	"github.com/quoin-dev/quoin/pkg/workspace"
)

// composeOptions are the flags of `quoin compose`.
type composeOptions struct {
	prompt       string
	vars         []string // "name=value" or "name=@file"
	varsFile     string
	samples      bool
	lenient      bool
	explain      bool
	allVariants  bool
	maxInput     int
	placeholders bool // names in the place of values that are not given
	target       *enum
}

func newComposeCmd(a *app) *cobra.Command {
	o := composeOptions{target: newEnum("text", "json", string(compose.OpenAI), string(compose.Anthropic), string(compose.Gemini))}
	cmd := &cobra.Command{
		Use:     "compose PROMPT",
		Short:   "Print the messages of a prompt",
		GroupID: groupAuthor,
		Long: `Expand the fragments of a prompt, fill in values and print the messages that a
model receives. --for openai, anthropic and gemini print the body of a request
to that API; --for json prints the messages with their source map.

A value is given by --var, else by --vars, else with --samples by the prompt's
own samples. @FILE is the text of a file. A required value that is not given is
an error.

Exit status: 0; 1 if the messages do not fit --max-input; 2 if a flag, a value
or the prompt is wrong; 3 if something outside failed.`,
		Example: `  quoin compose support/reply --samples
  quoin compose support/reply --var product=Acme --var question=@question.txt
  quoin compose support/reply --vars values.json --for openai
  quoin compose support/reply --samples --explain
  quoin compose support/reply --all-variants`,
		Args:              one("one prompt"),
		ValidArgsFunction: completeFirst(a.promptIDs),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.prompt = args[0]
			return a.compose(cmd.Context(), o)
		},
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&o.vars, "var", nil, "`NAME=VALUE`, or NAME=@FILE")
	flags.StringVar(&o.varsFile, "vars", "", "values from a JSON or TOML `FILE`")
	flags.BoolVar(&o.samples, "samples", false, "take samples for what is not given")
	flags.BoolVar(&o.lenient, "lenient", false, "write nothing for what is undefined")
	flags.BoolVar(&o.explain, "explain", false, "show where every line comes from")
	flags.BoolVar(&o.allVariants, "all-variants", false, "show every combination of conditions")
	flags.IntVar(&o.maxInput, "max-input", 0, "leave out optional fragments to fit `N` tokens")
	o.target.addTo(cmd, "for", "what to print")
	_ = cmd.MarkFlagFilename("vars", "json", "toml")
	return cmd
}

// check finds flags that do not go together.
func (o composeOptions) check() error {
	plain := o.target.value == "text"
	switch {
	case o.explain && !plain:
		return usagef("--explain is text, it does not go with --for %s", o.target.value)
	case o.allVariants && !plain && o.target.value != "json":
		return usagef("--all-variants prints text or json, it does not go with --for %s", o.target.value)
	case o.allVariants && o.maxInput > 0:
		return usagef("--max-input fits one call, it does not go with --all-variants")
	case o.maxInput < 0:
		return usagef("--max-input: want a number of tokens, got %d", o.maxInput)
	}
	return nil
}

func (a *app) compose(ctx context.Context, o composeOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	w, err := a.openWorkspace(ctx)
	if err != nil {
		return err
	}
	return a.composeIn(ctx, w, o)
}

// composeIn composes a prompt of a workspace that may be of another time.
func (a *app) composeIn(ctx context.Context, w *opened, o composeOptions) error {
	prompt, err := w.find(o.prompt, true)
	if err != nil {
		return err
	}
	tmpl, found := compose.Resolve(w.ws, prompt)
	found = append(found, w.problemsOf(ctx, tmpl)...)
	if o.lenient {
		found = slices.DeleteFunc(found, func(d diag.Diagnostic) bool { return d.Rule == "compose/undeclared-variable" })
	}
	if err := a.stopAt(found); err != nil {
		return err
	}
	values, err := a.values(o, &tmpl.Interface)
	if err != nil {
		return err
	}
	if o.allVariants {
		return a.printVariants(tmpl, values, o)
	}
	c, err := a.render(w, tmpl, values, o)
	if err != nil {
		return err
	}
	return a.printComposition(c, o)
}

// problemsOf returns what is wrong with the files of a composition.
func (o *opened) problemsOf(ctx context.Context, t *compose.Template) diag.List {
	files := append([]*fragment.Fragment{t.Prompt}, t.Fragments()...)
	var found diag.List
	for _, f := range files {
		found = append(found, compose.Check(o.ws, f)...)
		for _, d := range o.loaded {
			if d.Span.File == f.File {
				found.Add(d)
			}
		}
	}
	if inCircle(o.ws, files) {
		// Expansion leaves the include out that closes a circle, and only the
		// rule says so.
		all := analysis.Run(ctx, rules.All, o.ws, analysis.Options{})
		found = append(found, slices.DeleteFunc(all, func(d diag.Diagnostic) bool { return d.Rule != "compose/include-cycle" })...)
	}
	return found
}

// inCircle reports whether some of the files include each other in a circle:
// whether files are left after taking away, again and again, those that
// include none of the rest.
func inCircle(ws *workspace.Workspace, files []*fragment.Fragment) bool {
	waits := map[*fragment.Fragment]int{}
	var free []*fragment.Fragment
	for _, f := range files {
		if waits[f] = len(ws.Includes(f)); waits[f] == 0 {
			free = append(free, f)
		}
	}
	left := len(files)
	for ; len(free) > 0; left-- {
		f := free[len(free)-1]
		free = free[:len(free)-1]
		for _, user := range ws.Users(f.ID) {
			if n, ok := waits[user]; ok {
				if waits[user] = n - 1; n == 1 {
					free = append(free, user)
				}
			}
		}
	}
	return left > 0
}

// stopAt prints the errors of a list and ends the command if there are any.
func (a *app) stopAt(found diag.List) error {
	errs := slices.DeleteFunc(found, func(d diag.Diagnostic) bool { return d.Severity < diag.Error })
	if len(errs) == 0 {
		return nil
	}
	errs.Sort()
	if err := report.Text(a.err, errs, a.logStyle()); err != nil {
		return err
	}
	return errPrinted()
}

// values gathers the values of a call.
func (a *app) values(o composeOptions, iface *compose.Interface) (map[string]any, error) {
	values := map[string]any{}
	if o.samples {
		values = iface.Samples()
	}
	if o.varsFile != "" {
		given, err := a.readValues(o.varsFile)
		if err != nil {
			return nil, err
		}
		maps.Copy(values, given)
		if err := iface.CheckNames(slices.Sorted(maps.Keys(given))); err != nil {
			return nil, usagef("%s: %w", o.varsFile, err)
		}
	}
	for _, v := range o.vars {
		name, given, ok := strings.Cut(v, "=")
		if !ok {
			return nil, usagef("--var: want NAME=VALUE, got %q", v)
		}
		if file, isFile := strings.CutPrefix(given, "@"); isFile {
			text, err := a.readNamed(file)
			if err != nil {
				return nil, err
			}
			given = strings.TrimSuffix(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
		}
		value, err := iface.ParseInput(name, given)
		if err != nil {
			return nil, usagef("--var: %w", err)
		}
		values[name] = value
	}
	return values, nil
}

// readValues reads a file of values, JSON or, by its extension, TOML.
func (a *app) readValues(path string) (map[string]any, error) {
	text, err := a.readNamed(path)
	if err != nil {
		return nil, err
	}
	if filepath.Ext(path) == ".toml" {
		values, found := config.Values(source.NewFile(path, text))
		return values, a.stopAt(found)
	}
	value, err := compose.ParseJSON([]byte(text))
	if err != nil {
		return nil, usagef("%s is no JSON: %w", path, err)
	}
	object, ok := value.(compose.Object)
	if !ok {
		return nil, usagef("%s: want an object with a key for each variable", path)
	}
	return object.Values, nil
}

// render makes the messages of one call.
func (a *app) render(w *opened, t *compose.Template, values map[string]any, o composeOptions) (*compose.Composition, error) {
	opts := compose.RenderOptions{Lenient: o.lenient, Placeholders: o.placeholders}
	if o.maxInput == 0 {
		c, found := t.Render(values, opts)
		return c, a.stopAt(found)
	}
	count := w.tokenCounter(t)
	c, fits, found := t.Fit(values, opts, o.maxInput, count)
	if err := a.stopAt(found); err != nil {
		return nil, err
	}
	if !fits {
		fmt.Fprintf(a.err, "quoin: %s has %d tokens with every optional fragment left out, and the limit is %d\n",
			t.Prompt.ID, count(c), o.maxInput)
		return nil, errFindings()
	}
	if !a.quiet {
		for _, inc := range c.Dropped {
			fmt.Fprintf(a.err, "left out %s to fit\n", inc.Fragment.ID)
		}
	}
	return c, nil
}

func (a *app) printComposition(c *compose.Composition, o composeOptions) error {
	switch {
	case o.explain:
		return report.Explain(a.out, c, a.style())
	case o.target.value == "text":
		return report.Messages(a.out, c, a.style())
	case o.target.value == "json":
		return report.CompositionJSON(a.out, c)
	}
	body, err := c.Body(compose.API(o.target.value))
	switch {
	case errors.Is(err, compose.ErrNoTurn):
		return usagef("%s: %w", o.target.value, err)
	case err != nil:
		return outside(err)
	}
	_, err = a.out.Write(body)
	return err
}

// printVariants prints every variant, with names in the place of values that
// are not given.
func (a *app) printVariants(t *compose.Template, values map[string]any, o composeOptions) error {
	all, complete := t.Variants()
	if !complete && !a.quiet {
		fmt.Fprintf(a.err, "%s has more variants: these are the first %d\n", t.Prompt.ID, len(all))
	}
	compositions := make([]*compose.Composition, len(all))
	for i, v := range all {
		compositions[i], _ = t.Render(values, compose.RenderOptions{Lenient: o.lenient, Placeholders: true, Variant: v})
	}
	if o.target.value == "json" {
		return report.VariantsJSON(a.out, compositions, complete)
	}
	for i, c := range compositions {
		if i > 0 {
			if _, err := io.WriteString(a.out, "\n"); err != nil {
				return err
			}
		}
		if err := report.VariantHead(a.out, c, i+1, len(compositions), a.style()); err != nil {
			return err
		}
		if err := a.printComposition(c, o); err != nil {
			return err
		}
	}
	return nil
}
