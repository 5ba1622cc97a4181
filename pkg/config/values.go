package config

import (
	"github.com/BurntSushi/toml"

	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/source"
)

// Values reads a TOML file of which nobody knows the keys: values for the
// variables of a prompt. Whole numbers are int64, lists []any and tables
// map[string]any.
func Values(file *source.File) (map[string]any, diag.List) {
	var values map[string]any
	if _, err := toml.Decode(file.Text, &values); err != nil {
		d := &decoder{file: file, rule: "structure/values"}
		d.syntax(err, 0, len(file.Text))
		return nil, d.found
	}
	return values, nil
}
