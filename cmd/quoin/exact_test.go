package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// exactWorkspace is a workspace with a prompt for a model of each kind.
func exactWorkspace(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"quoin.toml":        "",
		"prompts/claude.md": "+++\nkind = \"prompt\"\nmodel = \"anthropic/claude-sonnet-4-5\"\n+++\n{{role \"system\"}}\nBe brief.\n",
		"prompts/gemini.md": "+++\nkind = \"prompt\"\nmodel = \"google/gemini-2.5-pro\"\n+++\nSay hello.\n",
		"prompts/gpt.md":    "+++\nkind = \"prompt\"\nmodel = \"openai/gpt-5-mini\"\n+++\nSay hello.\n",
		"prompts/other.md":  "+++\nkind = \"prompt\"\nmodel = \"mistral/mistral-large-latest\"\n+++\nSay hello.\n",
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// A count is asked for once; then it needs neither network nor key.
func TestExactCountsAreKept(t *testing.T) {
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if strings.Contains(r.URL.Path, "gemini") {
			_, _ = io.WriteString(w, `{"totalTokens":7001}`)
			return
		}
		_, _ = io.WriteString(w, `{"input_tokens":9002}`)
	}))
	dir := exactWorkspace(t)
	env := map[string]string{
		"ANTHROPIC_API_KEY": "k1", "ANTHROPIC_BASE_URL": server.URL,
		"GEMINI_API_KEY": "k2", "GEMINI_BASE_URL": server.URL,
	}
	out, errs, code := runHere(t, env, "cost", "-C", dir, "--exact", "--format", "csv")
	if code != 0 || !strings.Contains(out, "9002") || !strings.Contains(out, "7001") {
		t.Fatalf("exit code %d\n%s%s", code, out, errs)
	}
	if want := "other runs on mistral/mistral-large, which has no counting endpoint, so it stays an estimate"; !strings.Contains(errs, want) {
		t.Errorf("stderr does not say %q:\n%s", want, errs)
	}
	server.Close()
	if n := asked.Load(); n != 2 {
		t.Errorf("asked %d times for 2 requests", n)
	}
	for _, prompt := range []string{"claude", "gemini", "gpt"} {
		out, errs, code := runHere(t, nil, "tokens", "-C", dir, "--exact", prompt, "--format", "json")
		if code != 0 || !strings.Contains(out, `"exact": true`) {
			t.Errorf("%s, without network and key: exit code %d\n%s%s", prompt, code, out, errs)
		}
	}
	ignored, err := os.ReadFile(filepath.Join(dir, ".quoin", ".gitignore"))
	if err != nil || string(ignored) != "*\n" {
		t.Errorf("git does not ignore the counts: %q, %v", ignored, err)
	}
}

func TestExactFailures(t *testing.T) {
	dir := exactWorkspace(t)
	denied := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprintf(w, `{"error":{"message":"%s is no key"}}`, r.Header.Get("X-Api-Key"))
	}))
	defer denied.Close()
	for _, c := range []struct {
		prompt, key, url, want string
		code                   int
	}{
		{"claude", "", "", "ANTHROPIC_API_KEY is not set", exitUsage},
		{"claude", "sk-1", denied.URL, "[key] is no key", exitUsage},
		{"claude", "sk-1", "http://127.0.0.1:1", "connection", exitOutside},
		{"other", "sk-1", "", "has no counting endpoint", exitUsage},
	} {
		env := map[string]string{"ANTHROPIC_API_KEY": c.key, "ANTHROPIC_BASE_URL": c.url}
		out, errs, code := runHere(t, env, "tokens", "-C", dir, "--exact", c.prompt)
		if code != c.code || !strings.Contains(errs, c.want) || strings.Contains(out+errs, "sk-1") {
			t.Errorf("%s: exit code %d, want %d and %q\n%s", c.prompt, code, c.code, c.want, errs)
		}
	}
}
