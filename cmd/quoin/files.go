package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// maxFile is the largest file that is read as a prompt.
const maxFile = 10 << 20

// plainPathError words an error about a path for a person: "x.md: no such
// file or directory".
func plainPathError(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Errorf("%s: %w", p.Path, p.Err)
	}
	return err
}

// readNamed reads a file that the command line names.
func (a *app) readNamed(path string) (string, error) {
	info, err := os.Stat(a.at(path))
	switch {
	case err != nil:
		return "", usagef("%w", plainPathError(err))
	case info.IsDir():
		return "", usagef("%s is a directory", path)
	case info.Size() > maxFile:
		return "", usagef("%s is too large: %d MB, and the limit is %d MB", path, info.Size()>>20, maxFile>>20)
	}
	f, err := os.Open(a.at(path))
	if err != nil {
		return "", usagef("%w", plainPathError(err))
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1)) // a pipe does not know its size
	switch {
	case err != nil:
		return "", usagef("%w", plainPathError(err))
	case len(text) > maxFile:
		return "", usagef("%s is too large: the limit is %d MB", path, maxFile>>20)
	}
	return string(text), nil
}

// replaceFile puts a new text in the place of a file, or makes the file, in one
// step, so that nobody ever reads half of it. A link stays a link to the file.
func replaceFile(path, text string) error {
	mode := fs.FileMode(0o644)
	switch target, err := filepath.EvalSymlinks(path); {
	case err == nil:
		info, err := os.Stat(target)
		if err != nil {
			return err
		}
		path, mode = target, info.Mode().Perm()
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".quoin-*")
	if err != nil {
		return err
	}
	_, err = tmp.WriteString(text)
	err = errors.Join(err, tmp.Chmod(mode), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(tmp.Name()))
	}
	return nil
}
