package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
)

// starterFiles are the workspace that `quoin init` writes. It is a real one:
// a test runs every check on it.
//
//go:embed starter
var starterFiles embed.FS

func newInitCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "init [DIR]",
		Short:   "Write a small workspace to begin with",
		GroupID: groupProject,
		Long: `Write a small workspace into the directory: quoin.toml, two fragments and a
prompt that uses them. Every command then works there and finds nothing wrong.

Nothing is ever overwritten: if one of the files is there already, none is
written.

Exit status: 0; 2 if a file is there already; 3 if a file cannot be written.`,
		Example: `  quoin init
  quoin init new-project`,
		Args: atMost("one directory", 1),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := "."
			if len(args) == 1 {
				dir = args[0]
			}
			written, err := writeStarter(a.at(dir))
			if err != nil {
				return err
			}
			for _, name := range written {
				if !a.quiet {
					fmt.Fprintf(a.err, "wrote %s\n", filepath.Join(dir, name))
				}
			}
			if !a.quiet {
				at := ""
				if dir != "." {
					at = " -C " + dir
				}
				fmt.Fprintf(a.err, "next: quoin%s lint, quoin%s compose support/reply --samples\n", at, at)
			}
			return nil
		},
	}
}

// writeStarter writes the starter below dir, or nothing where any of its
// files exists. It returns the names that it wrote.
func writeStarter(dir string) ([]string, error) {
	starter, err := fs.Sub(starterFiles, "starter")
	if err != nil {
		return nil, outside(err)
	}
	var names []string
	err = fs.WalkDir(starter, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		if _, err := os.Lstat(filepath.Join(dir, name)); !errors.Is(err, fs.ErrNotExist) {
			return usagef("init: %s is there already, nothing was written", filepath.Join(dir, name))
		}
		names = append(names, name)
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if err := writeNew(filepath.Join(dir, name), starter, name); err != nil {
			return nil, outside(err)
		}
	}
	return names, nil
}

func writeNew(path string, from fs.FS, name string) error {
	text, err := fs.ReadFile(from, name)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return errors.Join(err, f.Close())
}
