package instruct

import (
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// The Go form of the lexicon says what its files say.
func TestLexiconDataIsWhatTheFilesSay(t *testing.T) {
	want := readLexicon(t)
	if reflect.DeepEqual(want, lexiconData) {
		return
	}
	if os.Getenv("UPDATE_GOLDEN") == "" {
		t.Fatal("lexicon_data.go is older than lexicon/*.toml; run go generate ./pkg/instruct")
	}
	var b strings.Builder
	b.WriteString("// Code generated from lexicon/*.toml by TestLexiconDataIsWhatTheFilesSay. DO NOT EDIT.\n\npackage instruct\n\nvar lexiconData = ")
	literal(&b, reflect.ValueOf(want))
	src, err := format.Source([]byte(b.String() + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("lexicon_data.go", src, 0o644); err != nil {
		t.Fatal(err)
	}
}

// readLexicon decodes the files, in the order of their names.
func readLexicon(t *testing.T) []lexiconFile {
	t.Helper()
	names, err := filepath.Glob("lexicon/*.toml")
	if err != nil {
		t.Fatal(err)
	}
	out := make([]lexiconFile, len(names))
	for i, name := range names {
		meta, err := toml.DecodeFile(name, &out[i])
		if err != nil {
			t.Fatal(err)
		}
		if extra := meta.Undecoded(); len(extra) > 0 {
			t.Fatalf("%s: unknown key %s", name, extra[0])
		}
	}
	return out
}

// literal writes a value as Go, leaving out what is zero.
func literal(b *strings.Builder, v reflect.Value) {
	name := strings.ReplaceAll(v.Type().String(), "instruct.", "")
	switch v.Kind() {
	case reflect.Slice:
		b.WriteString(name + "{")
		for i := range v.Len() {
			literal(b, v.Index(i))
			b.WriteString(",\n"[:1+min(1, v.Len()/20)])
		}
		b.WriteString("}")
	case reflect.Map:
		b.WriteString(name + "{\n")
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, k := range keys {
			fmt.Fprintf(b, "%q: %q,\n", k.String(), v.MapIndex(k).String())
		}
		b.WriteString("}")
	case reflect.Struct:
		b.WriteString(name + "{\n")
		for i := range v.NumField() {
			if f := v.Field(i); !f.IsZero() {
				b.WriteString(v.Type().Field(i).Name + ": ")
				literal(b, f)
				b.WriteString(",\n")
			}
		}
		b.WriteString("}")
	case reflect.Bool:
		fmt.Fprint(b, v.Bool())
	default:
		fmt.Fprintf(b, "%q", v.String())
	}
}
