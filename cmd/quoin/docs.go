package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

// newDocsCmd makes the pages that packages of Quoin are built with. It is
// hidden: nobody who uses Quoin needs it.
func newDocsCmd(a *app) *cobra.Command {
	docs := &cobra.Command{
		Use: "docs", Hidden: true,
		Short: "Write the command reference as files",
		Long: `Write the command reference, as man pages or as Markdown.

Exit status: 0; 3 if a file cannot be written.`,
		Example: `  quoin docs man share/man/man1
  quoin docs markdown`,
		Args: atMost("man or markdown", 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	docs.AddCommand(&cobra.Command{
		Use:   "man DIR",
		Short: "Write a man page for every command",
		Args:  one("one directory"),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := a.at(args[0])
			if err := os.MkdirAll(dir, 0o777); err != nil {
				return outside(err)
			}
			for _, c := range documented(cmd.Root()) {
				name := strings.ReplaceAll(c.CommandPath(), " ", "-") + ".1"
				if err := os.WriteFile(filepath.Join(dir, name), []byte(manPage(c)), 0o666); err != nil {
					return outside(err)
				}
			}
			return nil
		},
	}, &cobra.Command{
		Use:   "markdown",
		Short: "Print the reference as Markdown",
		Args:  atMost("no argument", 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprint(a.out, markdownReference(cmd.Root()))
			return err
		},
	})
	return docs
}

// documented returns root and the commands that users see, in order.
func documented(root *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{root}
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() || c.Name() == "help" {
			all = append(all, c)
		}
	}
	return all
}

// markdownReference is cmd/quoin/README.md.
func markdownReference(root *cobra.Command) string {
	var b strings.Builder
	b.WriteString("# Commands\n\nGenerated from the commands' own help; `make golden` rewrites it. The guide is in [help](help).\n\n")
	names, titles := topics()
	for _, n := range names {
		fmt.Fprintf(&b, "- [%s](help/%s.md)\n", titles[n], n)
	}
	for _, c := range documented(root) {
		var help strings.Builder
		_ = writeHelp(&help, c)
		fmt.Fprintf(&b, "\n## %s\n\n```\n%s```\n", c.CommandPath(), help.String())
	}
	return b.String()
}

// manPage writes the help of a command as a man page. Its text is set as it
// stands, because it is laid out for terminals already.
func manPage(c *cobra.Command) string {
	var b strings.Builder
	name := strings.ReplaceAll(c.CommandPath(), " ", "-")
	fmt.Fprintf(&b, ".TH %s 1 \"\" \"Quoin\" \"Quoin\"\n", roff(strings.ToUpper(name)))
	fmt.Fprintf(&b, ".SH NAME\n%s \\- %s\n", roff(name), roff(c.Short))
	fmt.Fprintf(&b, ".SH SYNOPSIS\n.B %s\n", roff(useLine(c)))
	long, status := splitLong(c)
	section(&b, "DESCRIPTION", long)
	section(&b, "OPTIONS", c.LocalFlags().FlagUsages())
	if c.HasParent() {
		section(&b, "GLOBAL OPTIONS", c.InheritedFlags().FlagUsages())
	}
	section(&b, "EXAMPLES", c.Example)
	section(&b, "EXIT STATUS", strings.TrimSpace(strings.TrimPrefix(status, "Exit status:")))
	if c.HasParent() {
		b.WriteString(".SH SEE ALSO\n.BR quoin (1)\n")
		return b.String()
	}
	b.WriteString(".SH SEE ALSO\n")
	for _, other := range documented(c)[1:] {
		fmt.Fprintf(&b, ".BR %s (1)\n", roff(strings.ReplaceAll(other.CommandPath(), " ", "-")))
	}
	return b.String()
}

func section(b *strings.Builder, title, text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	fmt.Fprintf(b, ".SH %s\n.nf\n%s\n.fi\n", title, roff(strings.Trim(text, "\n")))
}

// roff escapes what the typesetter would take for its own.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text)
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, ".") || strings.HasPrefix(l, "'") {
			lines[i] = `\&` + l
		}
	}
	return strings.Join(lines, "\n")
}
