package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
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
