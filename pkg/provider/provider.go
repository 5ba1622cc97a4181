package provider

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/quoin-dev/quoin/pkg/compose"
)

// A Client asks one endpoint: a provider, a base URL and one key. It is safe
// for concurrent use.
type Client interface {
	// Do makes one attempt. An error that came from the endpoint, or from the
	// way to it, is an *Error.
	Do(ctx context.Context, r *Request) (*Response, error)
}

// A Request is what a model is asked, in no provider's own form.
type Request struct {
	// Model is "provider/name", as prompts and the price table have it.
	Model string `json:"model"`
	// Config holds the settings under one spelling: temperature,
	// max_output_tokens, top_p, top_k, stop, seed, and others as they are.
	Config   map[string]any `json:"config,omitempty"`
	Messages []Message      `json:"messages"`
	Tools    []Tool         `json:"tools,omitempty"`
	// Schema is the JSON Schema of the answer, or nil.
	Schema json.RawMessage `json:"schema,omitempty"`
	// JSON asks for a JSON answer without saying which.
	JSON bool `json:"json,omitempty"`
	// Name is what the request is called where a provider wants a name for its
	// schema: the prompt's. It is no part of the digest.
	Name string `json:"-"`
}

// A Message is one turn.
type Message struct {
	Role  string `json:"role"` // compose.System, User, Model, Assistant or "tool"
	Parts []Part `json:"parts"`
}

// Text is the message's text, without media.
func (m Message) Text() string {
	var b strings.Builder
	for _, p := range m.Parts {
		b.WriteString(p.Text)
	}
	return b.String()
}

// A Part is a stretch of text or a medium.
type Part struct {
	Text        string `json:"text,omitempty"`
	URL         string `json:"url,omitempty"` // a web address or a data address
	ContentType string `json:"content_type,omitempty"`
}

// A Tool is a function that the model may call.
type Tool struct {
	Name        string          `json:"name"`
	Description string          `json:"description,omitempty"`
	Parameters  json.RawMessage `json:"parameters,omitempty"` // JSON Schema, or nil
}

// A Response is what a model answered.
type Response struct {
	Text      string     `json:"text"`
	ToolCalls []ToolCall `json:"tool_calls,omitempty"`
	// Finish says why the answer ended: "stop", "length", "tool_calls",
	// "content_filter", or the provider's own word.
	Finish string `json:"finish,omitempty"`
	// Refusal is the text of a refusal where the provider marks it as one.
	Refusal string `json:"refusal,omitempty"`
	Usage   Usage  `json:"usage"`
	// Model is the version that answered, as the provider names it.
	Model string `json:"model,omitempty"`
	// Latency is the time from the request to the last byte.
	Latency time.Duration `json:"latency_ns,omitempty"`
	// Limits is what the endpoint said of its quotas; it is never recorded.
	Limits Limits `json:"-"`
}

// A ToolCall is a call that the model wants made.
type ToolCall struct {
	ID        string          `json:"id,omitempty"`
	Name      string          `json:"name"`
	Arguments json.RawMessage `json:"arguments,omitempty"`
}

// Usage counts tokens as the provider billed them. Input excludes those read
// from or written to a cache.
type Usage struct {
	Input      int `json:"input"`
	Output     int `json:"output"`
	CacheRead  int `json:"cache_read,omitempty"`
	CacheWrite int `json:"cache_write,omitempty"`
	Reasoning  int `json:"reasoning,omitempty"` // a part of Output
}

// Limits is the state of an endpoint's quotas at one moment.
type Limits struct{ Requests, Tokens Quota }

// A Quota is one limit. The zero Quota is one that nobody spoke of.
type Quota struct {
	Known     bool
	Limit     int           // a minute; 0 where only the rest is known
	Remaining int           // until the reset
	Reset     time.Duration // from the answer on
}

// NewRequest is the request that a composition makes of a model. An empty
// model means the prompt's own. Places that nobody filled are left out.
func NewRequest(c *compose.Composition, model string) *Request {
	meta := c.Template.Prompt.Meta
	if model == "" {
		model = meta.Model
	}
	r := &Request{
		Model: model, Name: c.Template.Prompt.ID, Config: c.Config(),
		Schema: json.RawMessage(meta.Output.Schema), JSON: meta.Output.Format == "json",
	}
	for _, m := range c.Messages {
		if parts := parts(m); len(parts) > 0 {
			r.Messages = append(r.Messages, Message{Role: m.Role, Parts: parts})
		}
	}
	for _, t := range meta.Tools {
		r.Tools = append(r.Tools, Tool{Name: t.Name, Description: t.Description, Parameters: t.Parameters})
	}
	return r
}

func parts(m compose.Message) []Part {
	if len(m.Parts) == 0 && m.Text != "" {
		return []Part{{Text: m.Text}}
	}
	var out []Part
	for _, p := range m.Parts {
		switch {
		case p.Section != "":
		case p.IsText():
			out = append(out, Part{Text: m.Text[p.Start:p.End]})
		default:
			out = append(out, Part{URL: p.URL, ContentType: p.ContentType})
		}
	}
	return out
}

// Digest is the key under which an answer is recorded: SHA-256, in hex, over
// the canonical JSON (sorted keys, no spaces) of everything that the model
// sees. Equal digests ask the same thing of the same model.
func (r *Request) Digest() string {
	b, err := json.Marshal(map[string]any{
		"model": r.Model, "config": r.Config, "messages": r.messages(),
		"tools": r.tools(), "schema": raw(r.Schema), "json": r.JSON,
	})
	if err != nil {
		// Only values that no file can hold, such as NaN, have no JSON.
		b = []byte(err.Error())
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func (r *Request) messages() []any {
	out := []any{}
	for _, m := range r.Messages {
		parts := []any{}
		for _, p := range m.Parts {
			parts = append(parts, map[string]any{"text": p.Text, "url": p.URL, "type": p.ContentType})
		}
		out = append(out, map[string]any{"role": m.Role, "parts": parts})
	}
	return out
}

func (r *Request) tools() []any {
	byName := map[string]any{}
	for _, t := range r.Tools {
		byName[t.Name] = map[string]any{"name": t.Name, "description": t.Description, "parameters": raw(t.Parameters)}
	}
	out := []any{}
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		out = append(out, byName[name])
	}
	return out
}

// raw reads a JSON text, so that its spaces and the order of its keys do not
// count.
func raw(text json.RawMessage) any {
	var v any
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if d.Decode(&v) != nil {
		return string(text)
	}
	return v
}
