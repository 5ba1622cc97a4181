package compose

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// An API is a way of writing requests.
type API string

// The APIs: OpenAI's chat completions, Anthropic's messages, Gemini's
// generateContent (where the model's name is in the address, not the body).
const (
	OpenAI    API = "openai"
	Anthropic API = "anthropic"
	Gemini    API = "gemini"
)

// ErrNoTurn is returned where an API needs a turn and the prompt has only a
// system message.
var ErrNoTurn = errors.New("the API needs a message of the user, and the prompt has none")

// defaultMaxTokens is sent to Anthropic, whose API wants a limit, where the
// prompt's config gives none.
const defaultMaxTokens = 4096

// Body writes the composition as the body of a request: JSON, indented.
// Places for history and sections that nobody filled are left out.
func (c *Composition) Body(api API) ([]byte, error) {
	b := &body{c: c, config: c.Config()}
	var v any
	var err error
	switch api {
	case OpenAI:
		v, err = b.openAI()
	case Anthropic:
		v, err = b.anthropic()
	case Gemini:
		v, err = b.gemini()
	default:
		err = fmt.Errorf("unknown API %q", api)
	}
	if err != nil {
		return nil, err
	}
	out, err := marshalIndent(v, 2)
	return append(out, '\n'), err
}

// body gathers what the request bodies have in common.
type body struct {
	c      *Composition
	config map[string]any
}

// configNames maps the names that config keys go by to one spelling.
var configNames = map[string]string{
	"maxOutputTokens": "max_output_tokens", "max_tokens": "max_output_tokens", "maxTokens": "max_output_tokens",
	"max_completion_tokens": "max_output_tokens",
	"topP":                  "top_p", "topK": "top_k",
	"stopSequences": "stop", "stop_sequences": "stop",
	"frequencyPenalty": "frequency_penalty", "presencePenalty": "presence_penalty",
}

func canonicalConfig(config map[string]any) map[string]any {
	out := map[string]any{}
	for k, v := range config {
		if name, ok := configNames[k]; ok {
			k = name
		}
		out[k] = v
	}
	return out
}

// Config is the prompt's config with every key under one spelling:
// max_output_tokens, top_p, top_k, stop, frequency_penalty, presence_penalty.
// Other keys stay as they are.
func (c *Composition) Config() map[string]any {
	return canonicalConfig(c.Template.Prompt.Meta.Config)
}

// model is the model's name as its provider knows it.
func (b *body) model() string {
	_, name, ok := strings.Cut(b.c.Template.Prompt.Meta.Model, "/")
	if !ok {
		return b.c.Template.Prompt.Meta.Model
	}
	return name
}

// settings adds the config to a request under the API's own names. Keys that
// Quoin does not know are the user's affair and go through as they are.
func (b *body) settings(into *Object, names map[string]string) {
	for _, k := range slices.Sorted(maps.Keys(b.config)) {
		name, known := names[k]
		if !known {
			name = k
		}
		if name != "" {
			into.Set(name, b.config[k])
		}
	}
}

// turns parts system messages from the others.
func (b *body) turns() (system []Message, rest []Message) {
	for _, m := range b.c.Messages {
		if m.Role == System {
			system = append(system, m)
		} else {
			rest = append(rest, m)
		}
	}
	return system, rest
}

// content returns the parts of a message that can be sent.
func content(m Message) []Part {
	if len(m.Parts) == 0 && m.Text != "" {
		return []Part{{End: len(m.Text)}}
	}
	var out []Part
	for _, p := range m.Parts {
		if p.Section == "" {
			out = append(out, p)
		}
	}
	return out
}

// plain returns the text of a message without media.
func plain(m Message) (string, bool) {
	parts := content(m)
	if len(parts) == 1 && parts[0].IsText() {
		return m.Text[parts[0].Start:parts[0].End], true
	}
	return "", false
}

func object(pairs ...any) Object {
	o := Object{Values: map[string]any{}}
	for i := 0; i < len(pairs); i += 2 {
		o.Set(pairs[i].(string), pairs[i+1])
	}
	return o
}

func (b *body) openAI() (any, error) {
	var messages []any
	for _, m := range b.c.Messages {
		role := m.Role
		if role == Model {
			role = Assistant
		}
		if s, ok := plain(m); ok {
			messages = append(messages, object("role", role, "content", s))
			continue
		}
		parts := []any{}
		for _, p := range content(m) {
			if p.IsText() {
				parts = append(parts, object("type", "text", "text", m.Text[p.Start:p.End]))
			} else {
				parts = append(parts, object("type", "image_url", "image_url", object("url", p.URL)))
			}
		}
		messages = append(messages, object("role", role, "content", parts))
	}
	if len(messages) == 0 {
		return nil, ErrNoTurn
	}
	out := object("model", b.model(), "messages", messages)
	b.settings(&out, map[string]string{"max_output_tokens": "max_completion_tokens"})
	if tools := b.c.Template.Prompt.Meta.Tools; len(tools) > 0 {
		var list []any
		for _, t := range tools {
			list = append(list, object("type", "function", "function",
				object("name", t.Name, "description", t.Description, "parameters", schemaOr(t.Parameters))))
		}
		out.Set("tools", list)
	}
	switch o := b.c.Template.Prompt.Meta.Output; {
	case len(o.Schema) > 0:
		out.Set("response_format", object("type", "json_schema", "json_schema",
			object("name", schemaName(b.c.Template.Prompt.ID), "schema", json.RawMessage(o.Schema))))
	case o.Format == "json":
		out.Set("response_format", object("type", "json_object"))
	}
	return out, nil
}

func (b *body) anthropic() (any, error) {
	system, rest := b.turns()
	var messages []any
	for _, m := range rest {
		role := m.Role
		if role != User {
			role = Assistant
		}
		if m.Role == "tool" {
			role = User
		}
		if s, ok := plain(m); ok {
			messages = append(messages, object("role", role, "content", s))
			continue
		}
		parts := []any{}
		for _, p := range content(m) {
			if p.IsText() {
				parts = append(parts, object("type", "text", "text", m.Text[p.Start:p.End]))
			} else {
				parts = append(parts, object("type", "image", "source", imageSource(p)))
			}
		}
		messages = append(messages, object("role", role, "content", parts))
	}
	if len(messages) == 0 {
		return nil, ErrNoTurn
	}
	out := object("model", b.model(), "max_tokens", int64(defaultMaxTokens))
	if s := joinText(system); s != "" {
		out.Set("system", s)
	}
	out.Set("messages", messages)
	b.settings(&out, map[string]string{"max_output_tokens": "max_tokens", "stop": "stop_sequences"})
	if tools := b.c.Template.Prompt.Meta.Tools; len(tools) > 0 {
		var list []any
		for _, t := range tools {
			list = append(list, object("name", t.Name, "description", t.Description, "input_schema", schemaOr(t.Parameters)))
		}
		out.Set("tools", list)
	}
	if schema := b.c.Template.Prompt.Meta.Output.Schema; len(schema) > 0 {
		out.Set("output_config", object("format", object("type", "json_schema", "schema", json.RawMessage(schema))))
	}
	return out, nil
}

// imageSource writes a medium for Anthropic: data in the address is sent as
// data.
func imageSource(p Part) Object {
	if kind, data, ok := dataURL(p.URL); ok {
		return object("type", "base64", "media_type", kind, "data", data)
	}
	return object("type", "url", "url", p.URL)
}

// dataURL takes a base64 data address apart.
func dataURL(url string) (kind, data string, ok bool) {
	rest, ok := strings.CutPrefix(url, "data:")
	if !ok {
		return "", "", false
	}
	return strings.Cut(rest, ";base64,")
}

func (b *body) gemini() (any, error) {
	system, rest := b.turns()
	var contents []any
	for _, m := range rest {
		role := User
		if m.Role == Model || m.Role == Assistant {
			role = Model
		}
		parts := []any{}
		for _, p := range content(m) {
			parts = append(parts, geminiPart(m, p))
		}
		contents = append(contents, object("role", role, "parts", parts))
	}
	if len(contents) == 0 {
		return nil, ErrNoTurn
	}
	out := object()
	if s := joinText(system); s != "" {
		out.Set("systemInstruction", object("parts", []any{object("text", s)}))
	}
	out.Set("contents", contents)
	generation := object()
	b.settings(&generation, map[string]string{
		"max_output_tokens": "maxOutputTokens", "top_p": "topP", "top_k": "topK", "stop": "stopSequences",
		"frequency_penalty": "frequencyPenalty", "presence_penalty": "presencePenalty",
	})
	switch o := b.c.Template.Prompt.Meta.Output; {
	case len(o.Schema) > 0:
		generation.Set("responseMimeType", "application/json")
		generation.Set("responseJsonSchema", json.RawMessage(o.Schema))
	case o.Format == "json":
		generation.Set("responseMimeType", "application/json")
	}
	if len(generation.Keys) > 0 {
		out.Set("generationConfig", generation)
	}
	if tools := b.c.Template.Prompt.Meta.Tools; len(tools) > 0 {
		var list []any
		for _, t := range tools {
			list = append(list, object("name", t.Name, "description", t.Description, "parametersJsonSchema", schemaOr(t.Parameters)))
		}
		out.Set("tools", []any{object("functionDeclarations", list)})
	}
	return out, nil
}

func geminiPart(m Message, p Part) Object {
	if p.IsText() {
		return object("text", m.Text[p.Start:p.End])
	}
	if kind, data, ok := dataURL(p.URL); ok {
		return object("inlineData", object("mimeType", kind, "data", data))
	}
	file := object("fileUri", p.URL)
	if p.ContentType != "" {
		file = object("mimeType", p.ContentType, "fileUri", p.URL)
	}
	return object("fileData", file)
}

// joinText puts system messages together where an API has room for one.
func joinText(messages []Message) string {
	var parts []string
	for _, m := range messages {
		parts = append(parts, strings.TrimRight(m.Text, "\n"))
	}
	return strings.Join(parts, "\n\n")
}

// schemaOr is a schema as it stands, or the one of a function without
// parameters.
func schemaOr(schema []byte) any {
	if len(schema) > 0 {
		return json.RawMessage(schema)
	}
	return object("type", "object", "properties", object())
}

// notInName is what OpenAI does not take in the name of a schema.
var notInName = regexp.MustCompile(`[^A-Za-z0-9_-]+`)

func schemaName(id string) string {
	name := notInName.ReplaceAllString(id, "_")
	return name[:min(len(name), 64)]
}
