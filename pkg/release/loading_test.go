package release_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"reflect"
	"strings"

	"github.com/mailgun/raymond/v2"
)

// Everything between the two marks is shown by `quoin help loading`.

// loading:begin
type bundle struct {
	Version   string
	Model     string
	Messages  []struct{ Role, Template string }
	Variables struct {
		Properties map[string]struct{ Default any }
	}
}

func load(path string) (*bundle, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	b := &bundle{}
	return b, json.Unmarshal(text, b)
}

// messages renders what to send. Defaults are filled in, and a message of
// blanks only is left out.
func (b *bundle) messages(values map[string]any) ([]map[string]string, error) {
	in := map[string]any{}
	for name, v := range b.Variables.Properties {
		if v.Default != nil {
			in[name] = v.Default
		}
	}
	maps.Copy(in, values)
	var out []map[string]string
	for _, m := range b.Messages {
		t, err := raymond.Parse(m.Template)
		if err != nil {
			return nil, err
		}
		t.RegisterHelpers(map[string]any{
			"ifEquals": func(x, y any, o *raymond.Options) string {
				if reflect.DeepEqual(x, y) {
					return o.Fn()
				}
				return o.Inverse()
			},
			"unlessEquals": func(x, y any, o *raymond.Options) string {
				if reflect.DeepEqual(x, y) {
					return o.Inverse()
				}
				return o.Fn()
			},
			"default": func(x, otherwise any) string {
				if x == nil {
					return raymond.Str(otherwise)
				}
				return raymond.Str(x)
			},
			"indent": func(x any, by string) string {
				return strings.ReplaceAll(raymond.Str(x), "\n", "\n"+by)
			},
			"json": func(x any, o *raymond.Options) string {
				text, _ := json.Marshal(x)
				if n, ok := o.HashProp("indent").(int); ok {
					text, _ = json.MarshalIndent(x, "", strings.Repeat(" ", n))
				}
				return string(text)
			},
		})
		text, err := t.Exec(in)
		if err != nil {
			return nil, err
		}
		if strings.TrimSpace(text) != "" {
			out = append(out, map[string]string{"role": m.Role, "content": text})
		}
	}
	return out, nil
}

// loading:end

// A bundle of `quoin build`, loaded with a Handlebars library.
func Example() {
	b, err := load("../../testdata/loading/reply.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	messages, err := b.messages(map[string]any{"product": "Acme Cloud", "tier": "enterprise"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s\n%s", b.Model, messages[0]["content"])
	// Output:
	// openai/gpt-5-mini
	// You answer customers of Acme Cloud.
	// Offer a call-back within 1 hour.
}
