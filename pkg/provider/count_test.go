package provider_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quoin-dev/quoin/pkg/provider"
)

func countable() *provider.Request {
	return &provider.Request{
		Config: map[string]any{"temperature": 0.2},
		Messages: []provider.Message{
			{Role: "system", Parts: []provider.Part{{Text: "Be brief."}}},
			{Role: "user", Parts: []provider.Part{{Text: "Look: "}, {URL: "data:image/png;base64,AAAA"}}},
			{Role: "model", Parts: []provider.Part{{Text: "A cat."}}},
			{Role: "user", Parts: []provider.Part{{Text: " "}}},
		},
		Tools:  []provider.Tool{{Name: "find", Description: "Finds."}},
		Schema: []byte(`{"type":"object"}`),
	}
}

// Each endpoint is asked in its own words, with the key in a header.
func TestCount(t *testing.T) {
	for _, c := range []struct{ provider, model, path, key, body, answer string }{
		{
			"anthropic", "anthropic/claude-sonnet-4-5", "/v1/messages/count_tokens", "X-Api-Key",
			`{"messages":[
				{"content":[{"text":"Look: ","type":"text"},{"source":{"data":"AAAA","media_type":"image/png","type":"base64"},"type":"image"}],"role":"user"},
				{"content":[{"text":"A cat.","type":"text"}],"role":"assistant"}],
			"model":"claude-sonnet-4-5","system":"Be brief.\n\n{\"type\":\"object\"}",
			"tools":[{"description":"Finds.","input_schema":{"type":"object"},"name":"find"}]}`,
			`{"input_tokens":41}`,
		},
		{
			"google", "google/gemini-2.5-pro", "/v1beta/models/gemini-2.5-pro:countTokens", "X-Goog-Api-Key",
			`{"generateContentRequest":{"contents":[
				{"parts":[{"text":"Look: "},{"inlineData":{"data":"AAAA","mimeType":"image/png"}}],"role":"user"},
				{"parts":[{"text":"A cat."}],"role":"model"}],
			"model":"models/gemini-2.5-pro","systemInstruction":{"parts":[{"text":"Be brief.\n\n{\"type\":\"object\"}"}]},
			"tools":[{"functionDeclarations":[{"description":"Finds.","name":"find","parameters":{"type":"object"}}]}]}}`,
			`{"totalTokens":41}`,
		},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			if r.Method != http.MethodPost || r.URL.Path != c.path || r.Header.Get(c.key) != "secret" {
				t.Errorf("asked %s %s with %v", r.Method, r.URL.Path, r.Header)
			}
			if diff := cmp.Diff(decoded(t, c.body), decoded(t, string(body))); diff != "" {
				t.Errorf("%s (-want +got)\n%s", c.provider, diff)
			}
			_, _ = io.WriteString(w, c.answer)
		}))
		r := countable()
		r.Model = c.model
		call, ok := provider.NewCountCall(c.provider, r)
		if !ok {
			t.Fatalf("%s has no counting endpoint", c.provider)
		}
		counter := provider.Counter{Endpoints: map[string]provider.CountEndpoint{c.provider: {URL: server.URL + "/", Key: "secret"}}}
		if n, err := counter.Count(t.Context(), call); n != 41 || err != nil {
			t.Errorf("%s: %d tokens, %v", c.provider, n, err)
		}
		server.Close()
	}
}

func decoded(t *testing.T, text string) (v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestCountFailures(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		answer string
		kind   provider.Kind
	}{
		"wrong key":  {401, `{"error":{"message":"the key secret is wrong"}}`, provider.Auth},
		"too many":   {429, `{}`, provider.RateLimited},
		"overloaded": {529, ``, provider.Overloaded},
		"broken":     {500, strings.Repeat("é", 400), provider.Server},
		"no model":   {404, `{"error":{"message":"no model"}}`, provider.BadRequest},
		"elsewhere":  {302, ``, provider.BadRequest},
		"no JSON":    {200, `<html>`, provider.Garbage},
		"no count":   {200, `{"input_tokens":0}`, provider.Garbage},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "/elsewhere")
			w.WriteHeader(c.status)
			_, _ = io.WriteString(w, c.answer)
		}))
		checkFailure(t, name, server.URL, c.kind)
		server.Close()
	}
	checkFailure(t, "nobody there", "http://127.0.0.1:1", provider.Connection)
	checkFailure(t, "no address", "http://secret\n", provider.Connection)
}

func checkFailure(t *testing.T, name, url string, kind provider.Kind) {
	t.Helper()
	call, _ := provider.NewCountCall("anthropic", &provider.Request{Model: "claude"})
	counter := provider.Counter{Endpoints: map[string]provider.CountEndpoint{"anthropic": {URL: url, Key: "secret"}}}
	_, err := counter.Count(t.Context(), call)
	var e *provider.Error
	if !errors.As(err, &e) || e.Kind != kind {
		t.Errorf("%s: %v, want the kind %s", name, err, kind)
	}
	if err != nil && (strings.Contains(err.Error(), "secret") || len(err.Error()) > 400) {
		t.Errorf("%s: the error is %q", name, err)
	}
}

func TestCountWithoutAKey(t *testing.T) {
	call, _ := provider.NewCountCall("google", countable())
	var e *provider.Error
	if _, err := new(provider.Counter).Count(t.Context(), call); !errors.As(err, &e) || e.Kind != provider.Auth || e.Status != 0 {
		t.Errorf("without a key: %v", err)
	}
	if _, ok := provider.NewCountCall("openai", countable()); ok {
		t.Error("openai has a counting endpoint")
	}
}

// What a model does not see changes no count; what it sees does.
func TestCountDigest(t *testing.T) {
	digest := func(edit func(*provider.Request)) string {
		r := countable()
		edit(r)
		c, _ := provider.NewCountCall("anthropic", r)
		return c.Digest()
	}
	base := digest(func(*provider.Request) {})
	if digest(func(r *provider.Request) { r.Config["temperature"] = 1 }) != base {
		t.Error("the temperature moved the digest")
	}
	if digest(func(r *provider.Request) { r.Messages[0].Parts[0].Text += "!" }) == base {
		t.Error("the text did not move the digest")
	}
}
