package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/quoin-dev/quoin/pkg/report"
	"github.com/quoin-dev/quoin/pkg/suggest"
)

// streams are what the process reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// app is what every command shares: where to look, where to write, and how.
type app struct {
	streams
	getenv func(string) string
	dir    string
	color  *enum
	quiet  bool
}

// style is how text on stdout may look.
func (a *app) style() report.Style { return styleFor(a.out, a.color.value, a.getenv) }

// logStyle is how text on stderr may look.
func (a *app) logStyle() report.Style { return styleFor(a.err, a.color.value, a.getenv) }

// at is a path of the command line as the process must open it.
func (a *app) at(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(a.dir, path)
}

// run is the whole process, but for its name.
func run(ctx context.Context, args []string, s streams, getenv func(string) string) (code int) {
	defer func() {
		if p := recover(); p != nil {
			code = exitOutside
			fmt.Fprintf(s.err, "quoin: bug: %v\n", p)
			if getenv("QUOIN_DEBUG") != "" {
				fmt.Fprintf(s.err, "%s\n", debug.Stack())
				return
			}
			fmt.Fprintln(s.err, "quoin: please report it with what `QUOIN_DEBUG=1` prints for the same command")
		}
	}()
	root := newRoot(&app{streams: s, getenv: getenv})
	root.SetArgs(args)
	return exitCode(root.ExecuteContext(ctx), s.err)
}

const rootLong = `Quoin keeps prompts as modular fragments in a repository, composes them into
the messages that a model receives, and checks them as a compiler checks code.`

func newRoot(a *app) *cobra.Command {
	version := false
	root := &cobra.Command{
		Use:   "quoin",
		Short: "Prompts as code",
		Long:  rootLong,
		Example: `  quoin init                    write a small workspace
  quoin lint                    check it
  quoin compose support/reply   print the messages of a prompt
  quoin help getting-started    read on`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case version:
				_, err := fmt.Fprintln(a.out, versionLine())
				return err
			case len(args) > 0:
				return unknownCommand(cmd, args[0])
			}
			return cmd.Help()
		},
		PersistentPreRunE: func(*cobra.Command, []string) error { return a.checkDir() },
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	root.SetFlagErrorFunc(flagError)
	root.SetHelpFunc(a.printHelp)

	a.color = newEnum(colorAuto, colorAlways, colorNever)
	flags := root.PersistentFlags()
	flags.StringVarP(&a.dir, "directory", "C", ".", "work as if started in `DIR`")
	flags.Var(a.color, "color", "when to use colour")
	flags.BoolVarP(&a.quiet, "quiet", "q", false, "print results and errors only")
	root.Flags().BoolVar(&version, "version", false, "print the version")
	_ = root.MarkPersistentFlagDirname("directory")
	_ = root.RegisterFlagCompletionFunc("color", cobra.FixedCompletions(a.color.names, cobra.ShellCompDirectiveNoFileComp))

	root.AddGroup(&cobra.Group{ID: groupAuthor, Title: "Author"}, &cobra.Group{ID: groupMeasure, Title: "Measure"}, &cobra.Group{ID: groupVersion, Title: "Version"}, &cobra.Group{ID: groupEval, Title: "Evaluate"}, &cobra.Group{ID: groupProject, Title: "Project"})
	root.SetHelpCommand(newHelpCmd(a))
	root.AddCommand(
		newLintCmd(a), newConflictsCmd(a), newComposeCmd(a), newGraphCmd(a), newDedupeCmd(a), newLSPCmd(a),
		newTokensCmd(a), newCostCmd(a), newPricesCmd(a), newAuditCmd(a),
		newDiffCmd(a), newReleaseCmd(a), newLogCmd(a), newShowCmd(a), newBlameCmd(a),
		newPromoteCmd(a), newRollbackCmd(a), newLabelsCmd(a), newLockCmd(a), newBuildCmd(a),
		newReviewCmd(a),
		newInitCmd(a), newRulesCmd(a), newExplainCmd(a),
		newCompletionCmd(a), newDocsCmd(a),
	)
	return root
}

// The groups of commands in the help.
const (
	groupAuthor  = "author"
	groupMeasure = "measure"
	groupVersion = "version"
	groupEval    = "eval"
	groupProject = "project"
)

func (a *app) checkDir() error {
	info, err := os.Stat(a.dir)
	switch {
	case err != nil:
		return usagef("-C: %w", plainPathError(err))
	case !info.IsDir():
		return usagef("-C: %s is no directory", a.dir)
	}
	return nil
}

func unknownCommand(root *cobra.Command, name string) error {
	var names []string
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	if near, ok := suggest.Nearest(name, names); ok {
		return usagef("unknown command %q, did you mean `quoin %s`?", name, near)
	}
	slices.Sort(names)
	return usagef("unknown command %q, want one of %s", name, strings.Join(names, ", "))
}

// versionLine names the build: the module's version, the commit that it was
// built from, and Go's.
func versionLine() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "quoin (unknown build)"
	}
	commit := ""
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) > 12 {
			commit = " " + s.Value[:12]
		}
	}
	return "quoin " + info.Main.Version + commit + " " + info.GoVersion
}
