package main

import (
	"embed"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/quoin-dev/quoin/pkg/suggest"
)

// topicFiles are the guide: a page a topic, the first line its title.
//
//go:embed help/*.md
var topicFiles embed.FS

// topics returns the names of the pages, with their titles.
func topics() (names []string, titles map[string]string) {
	entries, _ := topicFiles.ReadDir("help")
	titles = map[string]string{}
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), ".md")
		text, _ := topic(name)
		first, _, _ := strings.Cut(text, "\n")
		names = append(names, name)
		titles[name] = strings.TrimPrefix(first, "# ")
	}
	return names, titles
}

func topic(name string) (string, bool) {
	text, err := topicFiles.ReadFile(path.Join("help", name+".md"))
	return string(text), err == nil
}

func newHelpCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "help [COMMAND|TOPIC]",
		Short:   "Explain a command or a topic",
		GroupID: groupProject,
		Long: `Print the page of a topic, or the help of a command. Without a name, list
what there is.

Exit status: 0; 2 if there is no such command or topic.`,
		Example: `  quoin help exit-codes
  quoin help lint`,
		ValidArgsFunction: completeFirst(func(cmd *cobra.Command) []string {
			names, _ := topics()
			return append(names, commandNames(cmd.Root())...)
		}),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Root().Help()
			}
			name := strings.Join(args, " ")
			if text, ok := topic(name); ok {
				_, err := io.WriteString(a.out, text)
				return err
			}
			found, rest, err := cmd.Root().Find(args)
			if err == nil && len(rest) == 0 && found != cmd.Root() {
				return found.Help()
			}
			names, _ := topics()
			names = append(names, commandNames(cmd.Root())...)
			if near, ok := suggest.Nearest(name, names); ok {
				return usagef("no command or topic is named %q, did you mean `quoin help %s`?", name, near)
			}
			return usagef("no command or topic is named %q, `quoin help` lists them", name)
		},
	}
}

func commandNames(root *cobra.Command) []string {
	var names []string
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return names
}

// printHelp writes the help of a command.
func (a *app) printHelp(cmd *cobra.Command, _ []string) {
	_ = writeHelp(a.out, cmd)
}

func writeHelp(w io.Writer, cmd *cobra.Command) error {
	var b strings.Builder
	long, status := splitLong(cmd)
	fmt.Fprintf(&b, "%s\n\nUsage:\n  %s\n", long, useLine(cmd))
	if cmd.HasExample() {
		fmt.Fprintf(&b, "\nExamples:\n%s\n", cmd.Example)
	}
	writeCommandLists(&b, cmd)
	for _, f := range []struct {
		title string
		flags *pflag.FlagSet
	}{{"Flags", cmd.LocalNonPersistentFlags()}, {"Flags of every command", globalFlags(cmd)}} {
		if f.flags.HasAvailableFlags() {
			fmt.Fprintf(&b, "\n%s:\n%s", f.title, f.flags.FlagUsages())
		}
	}
	if status != "" {
		fmt.Fprintf(&b, "\n%s\n", status)
	}
	if !cmd.HasParent() {
		names, titles := topics()
		b.WriteString("\nTopics (`quoin help TOPIC`):\n")
		for _, n := range names {
			fmt.Fprintf(&b, "  %-16s %s\n", n, titles[n])
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// splitLong parts the description of a command from its exit status, which
// stands last wherever help is shown.
func splitLong(cmd *cobra.Command) (long, status string) {
	text := cmd.Long
	if text == "" {
		text = cmd.Short
	}
	if i := strings.Index(text, "Exit status:"); i >= 0 {
		return strings.TrimSpace(text[:i]), strings.TrimSpace(text[i:])
	}
	return text, ""
}

func useLine(cmd *cobra.Command) string {
	if !cmd.HasParent() {
		return "quoin COMMAND [FLAGS]"
	}
	return strings.TrimSuffix(cmd.UseLine(), " [flags]")
}

func globalFlags(cmd *cobra.Command) *pflag.FlagSet {
	if !cmd.HasParent() {
		return cmd.PersistentFlags()
	}
	return cmd.InheritedFlags()
}

// writeCommandLists lists the commands below cmd, by group.
func writeCommandLists(b *strings.Builder, cmd *cobra.Command) {
	for _, g := range cmd.Groups() {
		fmt.Fprintf(b, "\n%s:\n", g.Title)
		children := slices.Clone(cmd.Commands())
		for _, c := range children {
			if c.GroupID == g.ID && (c.IsAvailableCommand() || c.Name() == "help") {
				fmt.Fprintf(b, "  %-16s %s\n", c.Name(), c.Short)
			}
		}
	}
}
