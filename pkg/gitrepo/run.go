package gitrepo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// patience is how long git may take to end once it was told to.
const patience = 2 * time.Second

// run runs git to its end and returns what it wrote, also where it failed.
// Revisions among the arguments must be object ids; paths must follow a "--".
func run(ctx context.Context, dir string, args ...string) ([]byte, error) {
	cmd, err := command(ctx, dir, args...)
	if err != nil {
		return nil, err
	}
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return stdout.Bytes(), commandError(ctx, args[0], err, stderr.String())
	}
	return stdout.Bytes(), nil
}

// command prepares git so that it reads and nothing else. The settings named
// here would have it run other programs.
func command(ctx context.Context, dir string, args ...string) (*exec.Cmd, error) {
	git, err := exec.LookPath("git")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoGit, err)
	}
	settings := []string{"--no-pager", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false", "-c", "core.quotePath=false"}
	cmd := exec.CommandContext(ctx, git, append(settings, args...)...)
	cmd.Dir = dir
	cmd.WaitDelay = patience
	cmd.Env = environment(cmd.Environ())
	return cmd, nil
}

// located are the variables by which git tells its hooks where they run. They
// would lead away from the directory that was asked for.
var located = []string{
	"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_SHALLOW_FILE",
	"GIT_EXTERNAL_DIFF", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
}

// environment makes git speak one language, take paths as they are, keep off
// locks and ask nobody anything.
func environment(inherited []string) []string {
	env := slices.DeleteFunc(inherited, func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains(located, name)
	})
	return append(env, "LC_ALL=C", "LANGUAGE=C", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_ASKPASS=", "SSH_ASKPASS=",
		"GIT_PAGER=cat", "GIT_EDITOR=false", "GIT_LITERAL_PATHSPECS=1", "GIT_NO_REPLACE_OBJECTS=1")
}

// commandError says why git failed in git's own words, or that it was stopped.
func commandError(ctx context.Context, name string, err error, stderr string) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return fmt.Errorf("run git %s: %w", name, err)
	}
	line, _, _ := strings.Cut(strings.TrimSpace(stderr), "\n")
	return &CommandError{Command: name, ExitCode: exit.ExitCode(), Stderr: strings.TrimPrefix(line, "fatal: ")}
}

func isNotRepo(err error) bool {
	var failed *CommandError
	return errors.As(err, &failed) && strings.HasPrefix(failed.Stderr, "not a git repository")
}
