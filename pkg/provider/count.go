package provider

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/quoin-dev/quoin/pkg/compose"
)

// A CountCall asks a provider how many tokens a request has. It is free of
// charge and nobody generates anything.
type CountCall struct {
	Provider string // as the price table has it: "anthropic", "google"
	Path     string // below the base URL
	Body     []byte // JSON, the same for the same request
}

// NewCountCall returns the call for a request to a model of a provider, or
// false for a provider that has no counting endpoint. Settings such as the
// temperature are left out: no endpoint counts them. An output schema is counted
// as text behind the system message, because no endpoint takes one here.
func NewCountCall(provider string, r *Request) (CountCall, bool) {
	model := r.Model
	if _, name, ok := strings.Cut(model, "/"); ok {
		model = name
	}
	c := CountCall{Provider: provider}
	var body map[string]any
	switch provider {
	case "anthropic":
		// https://docs.anthropic.com/en/api/messages-count-tokens
		c.Path, body = "/v1/messages/count_tokens", anthropicCount(model, r)
	case "google":
		// https://ai.google.dev/api/tokens
		c.Path, body = "/v1beta/models/"+url.PathEscape(model)+":countTokens", geminiCount(model, r)
	default:
		return c, false
	}
	var err error
	if c.Body, err = json.Marshal(body); err != nil {
		return c, false // a schema that is no JSON, which has been reported as such
	}
	return c, true
}

// Digest is the key under which a count is kept: SHA-256, in hex, over
// everything that is counted.
func (c CountCall) Digest() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%s", c.Provider, c.Path, c.Body))
	return hex.EncodeToString(sum[:])
}

func anthropicCount(model string, r *Request) map[string]any {
	system, turns := splitSystem(r)
	var messages []any
	for _, m := range turns {
		role := "user"
		if isModel(m.Role) {
			role = "assistant"
		}
		var content []any
		for _, p := range m.Parts {
			content = append(content, anthropicPart(p))
		}
		messages = append(messages, map[string]any{"role": role, "content": content})
	}
	body := map[string]any{"model": model, "messages": messages}
	if system != "" {
		body["system"] = system
	}
	var tools []any
	for _, t := range r.Tools {
		tools = append(tools, map[string]any{"name": t.Name, "description": t.Description, "input_schema": schemaOf(t)})
	}
	if len(tools) > 0 {
		body["tools"] = tools
	}
	return body
}

func anthropicPart(p Part) map[string]any {
	if p.URL == "" {
		return map[string]any{"type": "text", "text": p.Text}
	}
	source := map[string]any{"type": "url", "url": p.URL}
	if kind, data, ok := dataURL(p); ok {
		source = map[string]any{"type": "base64", "media_type": kind, "data": data}
	}
	return map[string]any{"type": "image", "source": source}
}

func geminiCount(model string, r *Request) map[string]any {
	system, turns := splitSystem(r)
	var contents []any
	for _, m := range turns {
		role := "user"
		if isModel(m.Role) {
			role = "model"
		}
		var parts []any
		for _, p := range m.Parts {
			parts = append(parts, geminiPart(p))
		}
		contents = append(contents, map[string]any{"role": role, "parts": parts})
	}
	request := map[string]any{"model": "models/" + model, "contents": contents}
	if system != "" {
		request["systemInstruction"] = map[string]any{"parts": []any{map[string]any{"text": system}}}
	}
	var functions []any
	for _, t := range r.Tools {
		functions = append(functions, map[string]any{"name": t.Name, "description": t.Description, "parameters": schemaOf(t)})
	}
	if len(functions) > 0 {
		request["tools"] = []any{map[string]any{"functionDeclarations": functions}}
	}
	return map[string]any{"generateContentRequest": request}
}

func geminiPart(p Part) map[string]any {
	if p.URL == "" {
		return map[string]any{"text": p.Text}
	}
	if kind, data, ok := dataURL(p); ok {
		return map[string]any{"inlineData": map[string]any{"mimeType": kind, "data": data}}
	}
	return map[string]any{"fileData": map[string]any{"mimeType": p.ContentType, "fileUri": p.URL}}
}

// standIn is the shortest message. The endpoints refuse a request of which
// nothing but a system message is written yet, as that of a prompt may be.
const standIn = "x"

// splitSystem returns what stands in front of the turns, and the turns that
// have something in them.
func splitSystem(r *Request) (system string, turns []Message) {
	var front []string
	for _, m := range r.Messages {
		if m.Role == compose.System {
			front = append(front, m.Text())
			continue
		}
		var parts []Part
		for _, p := range m.Parts {
			if p.URL != "" || strings.TrimSpace(p.Text) != "" {
				parts = append(parts, p)
			}
		}
		if len(parts) > 0 {
			turns = append(turns, Message{Role: m.Role, Parts: parts})
		}
	}
	if len(r.Schema) > 0 {
		front = append(front, string(r.Schema))
	}
	if len(turns) == 0 {
		turns = []Message{{Role: compose.User, Parts: []Part{{Text: standIn}}}}
	}
	return strings.TrimSpace(strings.Join(front, "\n\n")), turns
}

func isModel(role string) bool { return role == compose.Model || role == compose.Assistant }

func schemaOf(t Tool) json.RawMessage {
	if len(t.Parameters) == 0 {
		return json.RawMessage(`{"type":"object"}`)
	}
	return t.Parameters
}

// dataURL takes a data address apart: "data:image/png;base64,…".
func dataURL(p Part) (kind, data string, ok bool) {
	rest, ok := strings.CutPrefix(p.URL, "data:")
	if !ok {
		return "", "", false
	}
	if kind, data, ok = strings.Cut(rest, ";base64,"); !ok {
		return "", "", false
	}
	return cmp.Or(p.ContentType, kind), data, true
}

// A CountEndpoint is where calls to one provider go.
type CountEndpoint struct {
	URL string // the base, "" for the provider's own
	Key string
}

// A Counter asks providers for exact counts of models whose tokenizers are not
// public. It is safe for concurrent use.
type Counter struct {
	Endpoints map[string]CountEndpoint // by provider
}

// The bounds of a call: how long it may take, and how long its answer may be.
const (
	countTimeout = 30 * time.Second
	countAnswer  = 1 << 20
)

// Count makes one attempt and returns the number of input tokens. Every error
// is an *Error; where there is no key it is of the kind Auth, without a status.
func (c *Counter) Count(ctx context.Context, call CountCall) (int, error) {
	to := c.Endpoints[call.Provider]
	if to.Key == "" {
		return 0, &Error{Kind: Auth, Message: "there is no key for " + call.Provider}
	}
	ctx, cancel := context.WithTimeout(ctx, countTimeout)
	defer cancel()
	status, answer, err := to.post(ctx, call)
	if err != nil {
		return 0, &Error{Kind: kindOfFailure(err), Message: to.hideKey(err.Error())}
	}
	if status != http.StatusOK {
		return 0, &Error{Kind: kindOfStatus(status), Status: status, Message: to.hideKey(messageOf(answer))}
	}
	var counted struct {
		Anthropic *int `json:"input_tokens"`
		Gemini    *int `json:"totalTokens"`
	}
	err = json.Unmarshal(answer, &counted)
	tokens := cmp.Or(counted.Anthropic, counted.Gemini)
	if err != nil || tokens == nil || *tokens <= 0 {
		return 0, &Error{Kind: Garbage, Status: status, Message: "the answer holds no count of tokens"}
	}
	return *tokens, nil
}

func (e CountEndpoint) post(ctx context.Context, call CountCall) (status int, answer []byte, err error) {
	base, header := "https://api.anthropic.com", "x-api-key"
	if call.Provider == "google" {
		base, header = "https://generativelanguage.googleapis.com", "x-goog-api-key"
	}
	address := strings.TrimSuffix(cmp.Or(e.URL, base), "/") + call.Path
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(call.Body))
	if err != nil {
		return 0, nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set(header, e.Key)
	if call.Provider == "anthropic" {
		r.Header.Set("anthropic-version", "2023-06-01")
	}
	// A redirect would take the key to another host: net/http knows only its
	// own headers as secret.
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer response.Body.Close()
	answer, err = io.ReadAll(io.LimitReader(response.Body, countAnswer))
	return response.StatusCode, answer, err
}

// hideKey removes the key from what an endpoint or a proxy says.
func (e CountEndpoint) hideKey(text string) string {
	return strings.ReplaceAll(text, e.Key, "[key]")
}

func kindOfFailure(err error) Kind {
	if errors.Is(err, context.DeadlineExceeded) {
		return Timeout
	}
	return Connection
}

func kindOfStatus(status int) Kind {
	switch {
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		return Auth
	case status == http.StatusTooManyRequests:
		return RateLimited
	case status == http.StatusServiceUnavailable || status == 529:
		return Overloaded
	case status >= 500:
		return Server
	default:
		return BadRequest
	}
}

// maxMessage bounds, in bytes, what of an endpoint's own text is passed on.
const maxMessage = 300

// messageOf is the text of an answer that is an error, in either provider's form.
func messageOf(answer []byte) string {
	var failed struct {
		Error struct {
			Message string `json:"message"`
		} `json:"error"`
	}
	text := strings.TrimSpace(string(answer))
	if json.Unmarshal(answer, &failed) == nil && failed.Error.Message != "" {
		text = failed.Error.Message
	}
	if len(text) > maxMessage {
		text = strings.ToValidUTF8(text[:maxMessage], "") + "…"
	}
	return text
}
