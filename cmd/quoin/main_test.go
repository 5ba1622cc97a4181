package main

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"quoin": main})
}

// TestScript runs what testdata/script says that the command does.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		UpdateScripts:       os.Getenv("UPDATE_GOLDEN") != "",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits,
		},
	})
}

// exits runs a command and wants it to end with exactly this status:
//
//	exits 2 quoin lint missing.md
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARG]...")
	}
	err := ts.Exec(args[1], args[2:]...)
	code := "0"
	if err != nil {
		code = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if code != args[0] {
		ts.Fatalf("exit status %s, want %s", code, args[0])
	}
}

// runHere runs the command in this process and keeps its streams apart.
func runHere(t *testing.T, env map[string]string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(t.Context(), args, streams{strings.NewReader(""), &out, &errs}, func(k string) string { return env[k] })
	return out.String(), errs.String(), code
}

func TestCommandReferenceIsCurrent(t *testing.T) {
	got := markdownReference(newRoot(&app{}))
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile("README.md", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("README.md is not what the commands say, run `make golden` (-file +commands):\n%s", d)
	}
}

func TestEveryCommandSaysItsExamplesAndExitStatus(t *testing.T) {
	for _, c := range documented(newRoot(&app{}))[1:] {
		help, _, code := runHere(t, nil, c.Name(), "--help")
		if code != exitOK {
			t.Errorf("quoin %s --help ends with %d", c.Name(), code)
		}
		for _, part := range []string{"\nUsage:\n", "\nExamples:\n  ", "\nExit status: 0"} {
			if !strings.Contains(help, part) {
				t.Errorf("the help of %s has no %q", c.Name(), strings.TrimSpace(part))
			}
		}
	}
}

func TestHelpFitsATerminal(t *testing.T) {
	check := func(name, text string) {
		for i, line := range strings.Split(text, "\n") {
			if len([]rune(line)) > 96 {
				t.Errorf("%s, line %d is %d columns wide: %s", name, i+1, len([]rune(line)), line)
			}
		}
	}
	for _, c := range documented(newRoot(&app{})) {
		var b strings.Builder
		if err := writeHelp(&b, c); err != nil {
			t.Fatal(err)
		}
		check(c.CommandPath(), b.String())
	}
	names, _ := topics()
	for _, name := range names {
		text, _ := topic(name)
		check(name, text)
	}
}

func TestColorIsDecidedInOrder(t *testing.T) {
	for name, tc := range map[string]struct {
		flag string
		env  map[string]string
		want bool
	}{
		"a pipe has none":                     {colorAuto, nil, false},
		"the flag decides":                    {colorAlways, map[string]string{"NO_COLOR": "1"}, true},
		"the flag decides against":            {colorNever, map[string]string{"CLICOLOR_FORCE": "1"}, false},
		"any NO_COLOR holds":                  {colorAuto, map[string]string{"NO_COLOR": "yes", "CLICOLOR_FORCE": "1"}, false},
		"an empty NO_COLOR does not":          {colorAuto, map[string]string{"NO_COLOR": "", "CLICOLOR_FORCE": "1"}, true},
		"FORCE_COLOR counts":                  {colorAuto, map[string]string{"FORCE_COLOR": "1"}, true},
		"CLICOLOR_FORCE=0 forces nothing":     {colorAuto, map[string]string{"CLICOLOR_FORCE": "0"}, false},
		"what is forced counts before a dumb": {colorAuto, map[string]string{"CLICOLOR_FORCE": "1", "TERM": "dumb"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			if got := wantColor(new(bytes.Buffer), tc.flag, func(k string) string { return tc.env[k] }); got != tc.want {
				t.Errorf("got %v", got)
			}
		})
	}
}

// brokenWriter is an output that panics, as a bug would.
type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { panic("out of ink") }

func TestABugIsOneLineAndAHint(t *testing.T) {
	var errs bytes.Buffer
	code := run(t.Context(), []string{"rules"}, streams{strings.NewReader(""), brokenWriter{}, &errs}, func(string) string { return "" })
	if code != exitOutside || !strings.HasPrefix(errs.String(), "quoin: bug: out of ink\n") || strings.Contains(errs.String(), "goroutine") {
		t.Errorf("status %d, stderr %q", code, errs.String())
	}
}

// failingWriter is an output that cannot be written.
type failingWriter struct{ err error }

func (w failingWriter) Write([]byte) (int, error) { return 0, w.err }

func TestAClosedPipeIsNoFailureAndAFullDiskIs(t *testing.T) {
	for name, tc := range map[string]struct {
		err  error
		code int
	}{
		"closed pipe": {&fs.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.EPIPE}, exitOK},
		"full disk":   {&fs.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.ENOSPC}, exitOutside},
	} {
		var errs bytes.Buffer
		code := run(t.Context(), []string{"rules"}, streams{strings.NewReader(""), failingWriter{tc.err}, &errs}, func(string) string { return "" })
		if code != tc.code || (errs.Len() == 0) != (code == exitOK) {
			t.Errorf("%s: status %d, stderr %q", name, code, errs.String())
		}
	}
}

func TestACancelledCommandIsInterrupted(t *testing.T) {
	dir := t.TempDir()
	if _, err := writeStarter(dir); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errs bytes.Buffer
	code := run(ctx, []string{"-C", dir, "lint"}, streams{strings.NewReader(""), &out, &errs}, func(string) string { return "" })
	if code != exitInterrupted || errs.String() != "quoin: interrupted\n" {
		t.Errorf("status %d, stderr %q", code, errs.String())
	}
}

func TestReplacedFilesKeepTheirModeAndLinks(t *testing.T) {
	dir := t.TempDir()
	file, link := filepath.Join(dir, "a.md"), filepath.Join(dir, "link.md")
	if err := os.WriteFile(file, []byte("old"), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("a.md", link); err != nil {
		t.Skip("no symbolic links here")
	}
	if err := replaceFile(link, "new"); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil || string(text) != "new" {
		t.Errorf("the file holds %q, %v", text, err)
	}
	info, err := os.Lstat(link)
	if err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is no link any more: %v", err)
	}
	if info, err = os.Stat(file); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the mode is %v, %v", info.Mode(), err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".quoin-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
