package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// releaseHistory makes a repository in which a prompt was released in each of
// n commits, with git fast-import, and returns its folder.
func releaseHistory(b *testing.B, n int) string {
	b.Helper()
	dir := b.TempDir()
	git := func(in io.Reader, args ...string) {
		cmd := exec.CommandContext(b.Context(), "git", args...)
		cmd.Dir, cmd.Stdin = dir, in
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	git(nil, "init", "-q", "-b", "main")
	var stream bytes.Buffer
	var past strings.Builder
	for i := range n {
		if i > 0 {
			fmt.Fprintf(&past, "  \"1.%d.0 q1:%064d\",\n", i-1, i-1)
		}
		lock := fmt.Sprintf("lock = 1\n\n[prompt.\"ask\"]\nversion   = \"1.%d.0\"\ndigest    = \"q1:%064d\"\nmodel     = \"openai/gpt-5-mini\"\n"+
			"tokens    = { counter = \"o200k_base\", worst = %d, call = %d, written = 9, typed = 0, prefix = 0, output = 0 }\npast      = [\n%s]\n", i, i, 100+i, 100+i, past.String())
		prompt := fmt.Sprintf("+++\nkind = \"prompt\"\nversion = \"1.%d.0\"\nmodel = \"openai/gpt-5-mini\"\n+++\nAnswer in %d words.\n", i, i+10)
		fmt.Fprintf(&stream, "commit refs/heads/main\ncommitter Ada <ada@example.com> %d +0000\ndata 1\nx\n", 1_700_000_000+i)
		for name, text := range map[string]string{"quoin.toml": "", "prompts/ask.md": prompt, "prompts/quoin.lock": lock} {
			fmt.Fprintf(&stream, "M 644 inline %s\ndata %d\n%s\n", name, len(text), text)
		}
	}
	git(&stream, "fast-import", "--quiet")
	git(nil, "reset", "-q", "--hard", "main")
	return dir
}

// BenchmarkLog lists 1,000 releases in 1,000 commits.
func BenchmarkLog(b *testing.B) {
	dir := releaseHistory(b, 1000)
	for b.Loop() {
		var out bytes.Buffer
		code := run(b.Context(), []string{"log", "ask", "-C", dir}, streams{strings.NewReader(""), &out, os.Stderr}, func(string) string { return "" })
		if code != 0 || strings.Count(out.String(), "\n") != 1002 {
			b.Fatalf("exit code %d, %d lines", code, strings.Count(out.String(), "\n"))
		}
	}
}

// BenchmarkDiff compares a work tree of 10,000 fragments and 1,000 prompts, ten
// files of which changed, with its last commit.
func BenchmarkDiff(b *testing.B) {
	dir := b.TempDir()
	generate(b, dir, 10_000, 1_000)
	for _, args := range [][]string{{"init", "-q", "-b", "main"}, {"add", "-A"}, {"-c", "user.name=a", "-c", "user.email=a", "commit", "-q", "-m", "x"}} {
		cmd := exec.CommandContext(b.Context(), "git", args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	files, err := filepath.Glob(filepath.Join(dir, "prompts", "fragments", "*", "*.md"))
	if err != nil || len(files) < 10_000 {
		b.Fatal(len(files), err)
	}
	for i := range 10 {
		name := files[i*997]
		text, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(name, append(text, "- Name the order number in each answer.\n"...), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		var out strings.Builder
		if code := inProcess(&out, "diff", "-C", dir, "--stat"); code != 0 {
			b.Fatalf("exit code %d\n%s", code, out.String())
		}
		b.ReportMetric(float64(strings.Count(out.String(), "\n")), "lines")
	}
}
