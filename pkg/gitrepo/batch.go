package gitrepo

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// An object is a commit, a tree, a blob or a tag as git stores it.
type object struct {
	id, kind string
	data     []byte
}

// A missingError says that git does not have an object of that name.
type missingError struct {
	name      string
	ambiguous bool
}

func (e *missingError) Error() string { return fmt.Sprintf("git has no object `%s`", e.name) }

// A batch asks one git cat-file for objects by name. The process is started by
// the first question; after an error that leaves its answers out of step, every
// question gets that error.
type batch struct {
	ctx context.Context // of the process
	dir string

	mu     sync.Mutex
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
	stderr bytes.Buffer
	broken error
}

func newBatch(ctx context.Context, dir string) *batch { return &batch{ctx: ctx, dir: dir} }

// object returns the object of that name, which must be on one line.
func (b *batch) object(name string) (object, error) {
	var found object
	err := b.objects([]string{name}, func(o object) { found = o })
	return found, err
}

// objects asks for many objects without waiting for one answer before the next
// question, and hands each to use, in order. It fails at the first that is
// missing, once all answers are read.
func (b *batch) objects(names []string, use func(object)) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.start(); err != nil {
		return err
	}
	asked := make(chan error, 1)
	questions := strings.Join(names, "\n") + "\n"
	if len(questions) <= pipeHolds {
		_, err := io.WriteString(b.in, questions)
		asked <- err
	} else {
		go func() {
			_, err := io.WriteString(b.in, questions)
			asked <- err
		}()
	}
	var missing error
	for _, name := range names {
		o, err := b.answer(name)
		var gone *missingError
		switch {
		case errors.As(err, &gone):
			missing = errors.Join(missing, err)
		case err != nil:
			err = b.stop(err)
			<-asked //nolint:errcheck // stop has ended the writing, and knows the cause
			return err
		default:
			use(o)
		}
	}
	if err := <-asked; err != nil {
		return b.stop(err)
	}
	return missing
}

// pipeHolds is what every system's pipe takes without a reader: questions up to
// there are asked without another goroutine.
const pipeHolds = 512

// answer reads one answer: a line with id, kind and size, the object, a newline.
func (b *batch) answer(name string) (object, error) {
	line, err := b.out.ReadString('\n')
	if err != nil {
		return object{}, err
	}
	line = strings.TrimSuffix(line, "\n")
	if strings.HasSuffix(line, " missing") {
		return object{}, &missingError{name: name}
	}
	if strings.HasSuffix(line, " ambiguous") {
		return object{}, &missingError{name: name, ambiguous: true}
	}
	fields := strings.Fields(line)
	if len(fields) != 3 {
		return object{}, fmt.Errorf("git answers %q", line)
	}
	size, err := strconv.Atoi(fields[2])
	if err != nil {
		return object{}, fmt.Errorf("git answers %q", line)
	}
	data := make([]byte, size+1)
	if _, err := io.ReadFull(b.out, data); err != nil {
		return object{}, err
	}
	return object{id: fields[0], kind: fields[1], data: data[:size:size]}, nil
}

// start starts the process if it does not run yet.
func (b *batch) start() error {
	if b.broken != nil || b.cmd != nil {
		return b.broken
	}
	cmd, err := command(b.ctx, b.dir, "cat-file", "--batch")
	if err != nil {
		return err
	}
	cmd.Stderr = &b.stderr
	if b.in, err = cmd.StdinPipe(); err != nil {
		return fmt.Errorf("start git cat-file: %w", err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("start git cat-file: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return commandError(b.ctx, "cat-file", err, "")
	}
	b.cmd, b.out = cmd, bufio.NewReaderSize(out, 64<<10)
	return nil
}

// stop ends a process that cannot be used any more, and says why. One that does
// not answer has ended already; one that answers nonsense may wait for a reader
// for ever.
func (b *batch) stop(cause error) error {
	b.in.Close()
	died := errors.Is(cause, io.EOF) || errors.Is(cause, io.ErrUnexpectedEOF)
	if !died {
		cause = errors.Join(cause, b.cmd.Cancel())
	}
	if err := b.cmd.Wait(); err != nil && (died || b.ctx.Err() != nil) {
		cause = commandError(b.ctx, "cat-file", err, b.stderr.String())
	}
	b.cmd = nil
	b.broken = fmt.Errorf("read objects: %w", cause)
	return b.broken
}

func (b *batch) close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	running := b.cmd != nil
	if b.broken == nil {
		b.broken = fmt.Errorf("read objects: the repository is closed: %w", fs.ErrClosed)
	}
	if !running {
		return nil
	}
	b.in.Close()
	err := b.cmd.Wait()
	b.cmd = nil
	if err != nil && b.ctx.Err() == nil {
		return commandError(b.ctx, "cat-file", err, b.stderr.String())
	}
	return nil
}

// Blobs reads many files' contents by their ids, in one go, and calls use for
// each, in the order of ids, on one goroutine. Ids may repeat; each is read
// once.
func (r *Repo) Blobs(ctx context.Context, ids []string, use func(id string, data []byte)) error {
	if err := ctx.Err(); err != nil || len(ids) == 0 {
		return err
	}
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return r.batch.objects(slices.Compact(ids), func(o object) { use(o.id, o.data) })
}
