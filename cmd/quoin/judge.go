package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"time"

	"github.com/quoin-dev/quoin/pkg/compose"
	"github.com/quoin-dev/quoin/pkg/conflict"
	"github.com/quoin-dev/quoin/pkg/diag"
	"github.com/quoin-dev/quoin/pkg/provider"
	"github.com/quoin-dev/quoin/pkg/workspace"
	"github.com/quoin-dev/quoin/prompts"
)

// judgeOptions are the flags of the second tier of `quoin conflicts`.
type judgeOptions struct {
	program  string // with its arguments, split at blanks
	maxPairs int
	timeout  time.Duration
}

// judgeQuestion is a line on the judge's standard input.
type judgeQuestion struct {
	ID       int                `json:"id"`
	First    string             `json:"first"`
	Second   string             `json:"second"`
	Model    string             `json:"model"`    // that the prompt names
	Messages []provider.Message `json:"messages"` // the judge's prompt, ready to send
	Schema   json.RawMessage    `json:"schema"`   // of the answer
}

// judgeAnswer is a line on its standard output: the model's answer by the
// schema, with the id of the question.
type judgeAnswer struct {
	ID         int      `json:"id"`
	Contradict *bool    `json:"contradict"`
	Situation  string   `json:"situation"`
	Confidence *float64 `json:"confidence"`
}

// sure is how confident a judge has to be where it says how confident it is.
const sure = 0.5

// maxJudgeOutput bounds what a judge may write, in bytes.
const maxJudgeOutput = 4 << 20

// judge asks a program about the pairs that came close.
func (a *app) judge(ctx context.Context, pairs []conflict.Pair, o judgeOptions) (diag.List, error) {
	words := strings.Fields(o.program)
	if len(words) == 0 || len(pairs) == 0 {
		return nil, nil
	}
	questions, err := judgeQuestions(ctx, pairs)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, o.timeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, words[0], words[1:]...)
	cmd.Dir, cmd.WaitDelay = a.dir, time.Second
	cmd.Stdin = bytes.NewReader(questions)
	cmd.Stderr = a.err
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, outside(err)
	}
	if err := cmd.Start(); err != nil {
		return nil, usagef("--judge-exec: %w", err)
	}
	found, readErr := readVerdicts(io.LimitReader(stdout, maxJudgeOutput), pairs)
	_, _ = io.Copy(io.Discard, stdout) // a judge that goes on writing must be able to end
	waitErr := cmd.Wait()
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return found, outside(fmt.Errorf("--judge-exec: %s took longer than %s", words[0], o.timeout))
	case readErr != nil:
		return found, outside(readErr)
	case waitErr != nil:
		return found, outside(fmt.Errorf("--judge-exec: %s: %w", words[0], waitErr))
	}
	return found, nil
}

// judgeQuestions writes the questions, each with Quoin's own judge prompt.
func judgeQuestions(ctx context.Context, pairs []conflict.Pair) ([]byte, error) {
	ws, _, err := workspace.Load(ctx, prompts.FS, workspace.Options{})
	if err != nil {
		return nil, outside(err)
	}
	f, ok := ws.Lookup("judge/conflict")
	if !ok {
		return nil, outside(errors.New("Quoin was built without its judge")) //nolint:staticcheck // a name begins the sentence
	}
	t, _ := compose.Resolve(ws, f)
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for i, p := range pairs {
		c, _ := t.Render(map[string]any{"first": p.A.Text, "second": p.B.Text}, compose.RenderOptions{})
		r := provider.NewRequest(c, "")
		if err := e.Encode(judgeQuestion{i + 1, p.A.Text, p.B.Text, r.Model, r.Messages, r.Schema}); err != nil {
			return nil, outside(err)
		}
	}
	return b.Bytes(), nil
}

// readVerdicts reads the answers, in any order. A pair that is not answered is
// no conflict.
func readVerdicts(r io.Reader, pairs []conflict.Pair) (diag.List, error) {
	var found diag.List
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxJudgeOutput)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var v judgeAnswer
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil || v.ID < 1 || v.ID > len(pairs) || v.Contradict == nil {
			return found, fmt.Errorf("--judge-exec: line %d of its output is no verdict: want {\"id\": 1, \"contradict\": true, \"situation\": \"…\"} with the id of a question", n)
		}
		if *v.Contradict && (v.Confidence == nil || *v.Confidence >= sure) {
			p := pairs[v.ID-1]
			found.Add(conflict.Judged(p.A, p.B, v.Situation))
		}
	}
	return found, lines.Err()
}
