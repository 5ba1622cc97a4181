package provider_test

import (
	"testing"

	"github.com/quoin-dev/quoin/pkg/provider"
)

func TestDigest(t *testing.T) {
	base := func() *provider.Request {
		return &provider.Request{
			Model: "openai/gpt-5-mini", Name: "a", Config: map[string]any{"temperature": 0.2},
			Messages: []provider.Message{{Role: "user", Parts: []provider.Part{{Text: "hello"}}}},
			Schema:   []byte(`{"type":"object","required":["a"]}`),
		}
	}
	same := map[string]func(*provider.Request){
		"another name":           func(r *provider.Request) { r.Name = "b" },
		"other spaces in schema": func(r *provider.Request) { r.Schema = []byte(`{ "required": ["a"], "type": "object" }`) },
	}
	for name, edit := range same {
		r := base()
		if edit(r); r.Digest() != base().Digest() {
			t.Errorf("%s moved the digest", name)
		}
	}
	moved := map[string]func(*provider.Request){
		"model":   func(r *provider.Request) { r.Model = "openai/gpt-5" },
		"config":  func(r *provider.Request) { r.Config["temperature"] = 0.3 },
		"text":    func(r *provider.Request) { r.Messages[0].Parts[0].Text = "hello " },
		"role":    func(r *provider.Request) { r.Messages[0].Role = "system" },
		"schema":  func(r *provider.Request) { r.Schema = []byte(`{"type":"object"}`) },
		"tools":   func(r *provider.Request) { r.Tools = []provider.Tool{{Name: "search"}} },
		"json":    func(r *provider.Request) { r.JSON = true },
		"message": func(r *provider.Request) { r.Messages = append(r.Messages, r.Messages[0]) },
	}
	for name, edit := range moved {
		r := base()
		if edit(r); r.Digest() == base().Digest() {
			t.Errorf("%s did not move the digest", name)
		}
	}
}
