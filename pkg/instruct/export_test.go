package instruct

import (
	"maps"
	"slices"
)

// Load reads the lexicon anew, to measure what the first use costs.
func Load() error {
	_, err := load(lexiconData)
	return err
}

// An Entry is one value of a dimension, with its example.
type Entry struct{ Dimension, Value, Example string }

// Entries lists what the lexicon holds, but for the names of targets.
func Entries() []Entry {
	var out []Entry
	dims := Builtin().dimensions
	for _, name := range slices.Sorted(maps.Keys(dims)) {
		if name == hostDimension {
			continue
		}
		for _, v := range dims[name].Values {
			out = append(out, Entry{name, v.Name, v.Example})
		}
	}
	return out
}
