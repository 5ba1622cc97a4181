package instruct_test

import (
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"testing"

	"github.com/quoin-dev/quoin/pkg/instruct"
)

// seeds are texts that show the reader most of its turns.
var seeds = []string{
	"", "-", "# ", "- Keep it under 80 words (max).", "In a section called \"A\", write 5 15-word bullets:\n1. x",
	"## Pitfalls\n- Don't use `any`.\n- Use {name} and {{x}}.", "| a | b |\n|---|---|\n| never | always |",
	"Before the JSON, add a note, whatever language they use.", "<example>\nQ: x\n</example>\n```\ncode\n```\n- No emojis {#a}",
	"Leave names untranslated by translating.", "in this case: it must never, or, push", "raise Error(402", "The tag \"file\" ends a file.", "The tag <file> ends a file.", "the tag `file` ends a file", "\xff\xfe- not just",
}

func FuzzExtract(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once := extract(text)
		if !reflect.DeepEqual(once, extract(text)) {
			t.Fatal("read twice, understood differently")
		}
		for i, in := range once {
			if in.Index != i || in.Start < 0 || in.End > len(text) || in.Start > in.End || text[in.Start:in.End] != in.Text {
				t.Fatalf("instruction %d stands at %d to %d of %d bytes: %q", i, in.Start, in.End, len(text), in.Text)
			}
			for _, c := range in.Constraints {
				if c.Start < 0 || c.End > len(text) || c.Start > c.End {
					t.Fatalf("%s of %q stands at %d to %d of %d bytes", c.Dimension, in.Text, c.Start, c.End, len(text))
				}
			}
		}
	})
}

// What is understood does not depend on how many processors read.
func TestReadingIsTheSameOnAnyNumberOfProcessors(t *testing.T) {
	text := prompt(3000)
	if b, err := os.ReadFile(filepath.Join("..", "..", "README.md")); err == nil {
		text += "\n" + string(b)
	}
	one, many := at(1, text), at(8, text)
	if !reflect.DeepEqual(one, many) {
		t.Error("one processor and eight understand the same prompt differently")
	}
}

func at(procs int, text string) []instruct.Instruction {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
	return extract(text)
}
