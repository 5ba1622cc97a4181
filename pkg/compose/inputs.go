package compose

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/quoin-dev/quoin/pkg/fragment"
	"github.com/quoin-dev/quoin/pkg/suggest"
)

// ParseInput turns the text of a command line into a value of a variable's
// type: "true" for a boolean, "3" for a number, JSON for a list or an object.
// The error says what was wanted.
func (i *Interface) ParseInput(name, given string) (any, error) {
	v, ok := i.Lookup(name)
	if !ok {
		return nil, i.unknown(name)
	}
	switch v.Type {
	case fragment.Boolean:
		b, err := strconv.ParseBool(given)
		if err != nil {
			return nil, fmt.Errorf("variable `%s` is a boolean: want true or false, got %q", name, given)
		}
		return b, nil
	case fragment.Integer:
		n, err := strconv.ParseInt(strings.TrimSpace(given), 10, 64)
		if err != nil {
			return nil, fmt.Errorf("variable `%s` is an integer, got %q", name, given)
		}
		return n, nil
	case fragment.Number:
		f, err := strconv.ParseFloat(strings.TrimSpace(given), 64)
		if err != nil {
			return nil, fmt.Errorf("variable `%s` is a number, got %q", name, given)
		}
		return f, nil
	case fragment.List, fragment.Object:
		value, err := ParseJSON([]byte(given))
		if err != nil {
			return nil, fmt.Errorf("variable `%s` is %s: write it as JSON: %w", name, describe(&v.Var), err)
		}
		return value, nil
	default:
		return given, nil
	}
}

// CheckNames returns an error for the first name, in the order of the names,
// that is no variable of the interface.
func (i *Interface) CheckNames(names []string) error {
	for _, name := range names {
		if _, ok := i.Lookup(name); !ok {
			return i.unknown(name)
		}
	}
	return nil
}

func (i *Interface) unknown(name string) error {
	hint := suggest.Hint(name, i.Names())
	switch {
	case hint != "":
		return fmt.Errorf("no variable is named `%s`: %s", name, hint)
	case len(i.Vars) == 0:
		return fmt.Errorf("no variable is named `%s`: the prompt has none", name)
	}
	return fmt.Errorf("no variable is named `%s`: the prompt has %s", name, strings.Join(i.Names(), ", "))
}

// ParseJSON reads a JSON value and keeps the order of keys.
func ParseJSON(text []byte) (any, error) {
	var wrapped Object
	if err := wrapped.UnmarshalJSON([]byte(`{"v":` + string(text) + `}`)); err != nil {
		return nil, err
	}
	return wrapped.Values["v"], nil
}

// Samples returns the values of a typical call: each variable's sample, else
// its default, else the first of its enum. Names without any are missing.
func (i *Interface) Samples() map[string]any {
	in := map[string]any{}
	for _, v := range i.Vars {
		switch {
		case v.Sample != nil:
			in[v.Name] = v.Sample
		case v.Default != nil:
			in[v.Name] = v.Default
		case len(v.Enum) > 0:
			in[v.Name] = v.Enum[0]
		}
	}
	return in
}
