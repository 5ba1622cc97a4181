package fragment_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/quoin-dev/quoin/pkg/fragment"
)

func TestKeysOfATable(t *testing.T) {
	for table, want := range map[string]string{
		"request":                 "history retrieval",
		`use."safety/no-pii"`:     "optional pin priority",
		"tools":                   "description name parameters",
		"config":                  "",
		"nowhere":                 "",
		"vars":                    "",
		"kind":                    "",
		"output":                  "format schema",
		"vars.ticket.fields.x":    strings.Join(fragment.Keys("vars.ticket"), " "),
		"vars.ticket.items.items": strings.Join(fragment.Keys("vars.ticket"), " "),
	} {
		if got := strings.Join(fragment.Keys(table), " "); got != want {
			t.Errorf("%q has the keys %q, want %q", table, got, want)
		}
	}
	if top := fragment.Keys(""); !slices.Contains(top, "kind") || !slices.Contains(top, "vars") || slices.Contains(top, "") {
		t.Errorf("the top has the keys %q", top)
	}
}
