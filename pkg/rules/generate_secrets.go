//go:build ignore

// Generate_secrets writes data/secrets.json from gitleaks' own configuration:
// the rules that work on text, without what concerns paths of other projects,
// and with the ends of sentences as ends of secrets.
//
//	go run generate_secrets.go -from …/gitleaks/v8@v8.30.1/config/gitleaks.toml
package main

import (
	"encoding/json"
	"flag"
	"log"
	"os"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

type allowlist struct {
	Regexes     []string `toml:"regexes" json:"regexes,omitempty"`
	RegexTarget string   `toml:"regexTarget" json:"target,omitempty"`
	StopWords   []string `toml:"stopwords" json:"stopwords,omitempty"`
	Paths       []string `toml:"paths" json:"-"`
	Condition   string   `toml:"condition" json:"-"`
}

type rule struct {
	ID          string      `toml:"id" json:"id"`
	Description string      `toml:"description" json:"-"`
	Regex       string      `toml:"regex" json:"regex"`
	SecretGroup int         `toml:"secretGroup" json:"group,omitempty"`
	Entropy     float64     `toml:"entropy" json:"entropy,omitempty"`
	Keywords    []string    `toml:"keywords" json:"keywords"`
	Path        string      `toml:"path" json:"-"`
	Allowlists  []allowlist `toml:"allowlists" json:"allow,omitempty"`
}

// What may stand behind a secret: in code a quote or a blank, in prose what
// ends a sentence as well.
const (
	codeEnd  = `(?:[\x60'"\s;]|\\[nr]|$)`
	proseEnd = `(?:[\x60'"\s;.,:!?)]|\\[nr]|$)`
)

func main() {
	from := flag.String("from", "", "gitleaks.toml")
	flag.Parse()
	var in struct {
		Allowlist allowlist `toml:"allowlist"`
		Rules     []rule    `toml:"rules"`
	}
	if _, err := toml.DecodeFile(*from, &in); err != nil {
		log.Fatal(err)
	}
	out := struct {
		Source  string    `json:"source"`
		Licence string    `json:"licence"`
		Allow   allowlist `json:"allow"`
		Rules   []rule    `json:"rules"`
	}{
		Source:  "https://github.com/gitleaks/gitleaks, config/gitleaks.toml of v8.30.1",
		Licence: "MIT, Copyright (c) 2019 Zachary Rice",
		Allow:   in.Allowlist,
	}
	for _, r := range in.Rules {
		if r.Regex != "" && r.Path == "" && len(r.Keywords) > 0 {
			r.Allowlists = slices.DeleteFunc(r.Allowlists, func(a allowlist) bool {
				return len(a.Paths) > 0 && (a.Condition == "AND" || len(a.Regexes)+len(a.StopWords) == 0)
			})
			r.Regex = strings.ReplaceAll(r.Regex, codeEnd, proseEnd)
			out.Rules = append(out.Rules, r)
		}
	}
	f, err := os.Create("data/secrets.json")
	if err != nil {
		log.Fatal(err)
	}
	e := json.NewEncoder(f)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(out); err != nil {
		log.Fatal(err)
	}
	if err := f.Close(); err != nil {
		log.Fatal(err)
	}
}
