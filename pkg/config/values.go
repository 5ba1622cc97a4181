package config

import (
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/source"
)

// Values reads a TOML file of which nobody knows the keys: values for the
// variables of a prompt. Whole numbers are int64, lists []any and tables
// map[string]any.
func Values(file *source.File) (map[string]any, diag.List) {
	d := &decoder{file: file, rule: "structure/values"}
	values, _, ok := d.parse(0, len(file.Text))
	if !ok {
		return nil, d.found
	}
	values, _ = plain(values).(map[string]any)
	return values, nil
}

// Places returns where the keys of a TOML file are that [Values] has read
// without a problem.
func Places(file *source.File) Keys { return scanKeys(file, 0, len(file.Text)) }
