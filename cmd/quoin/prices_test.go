package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const onePrice = `[{"id":"openai","name":"OpenAI","models":[{"id":"gpt-5-mini","match":{"equals":"gpt-5-mini"},"prices":{"input_mtok":1,"output_mtok":2}}]}]`

// endless is a body that never ends.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

func TestPricesAreFetched(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/dated":
			w.Header().Set("Last-Modified", "Fri, 21 Aug 2026 10:00:00 GMT")
			_, _ = io.WriteString(w, onePrice)
		case "/undated":
			_, _ = io.WriteString(w, onePrice)
		case "/endless":
			_, _ = io.Copy(w, endless{})
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "quoin.toml"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path, date, want string
		code             int
	}{
		{"/dated", "", "1 models, prices of 2026-08-21", exitOK},
		{"/dated", "2026-08-01", "1 models, prices of 2026-08-01", exitOK},
		{"/undated", "", "prices of " + time.Now().UTC().Format(time.DateOnly), exitOK},
		{"/undated", "1 August", `--date wants a day such as 2026-08-21, got "1 August"`, exitUsage},
		{"/endless", "", "more than 32 MiB", exitOutside},
		{"/missing", "", "answered 404 Not Found", exitOutside},
	} {
		out, errs, code := runHere(t, nil, "prices", "update", "-C", dir, "--from", server.URL+c.path, "--date", c.date)
		if code != c.code || !strings.Contains(out+errs, c.want) {
			t.Errorf("%s: exit code %d, want %d and %q\n%s%s", c.path, code, c.code, c.want, out, errs)
		}
	}
	kept, err := os.ReadFile(filepath.Join(dir, "prices.toml"))
	if err != nil || !strings.Contains(string(kept), `"openai/gpt-5-mini" = { input = 1`) {
		t.Errorf("what cannot be used changed the prices: %v\n%s", err, kept)
	}
}
