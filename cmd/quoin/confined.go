package main

import (
	"io/fs"
	"os"
	"path"
	"sync"
)

// A confined file system is a directory that nothing leads out of, as that of
// [os.Root]. It keeps the directories open from which it has read: the check
// that each part of a path is no link outwards, made for every file, would take
// longer than the reading.
type confined struct {
	fs.FS
	root *os.Root

	mu   sync.Mutex
	dirs map[string]*os.Root
}

// maxOpenDirs bounds the directories that are kept open.
const maxOpenDirs = 400

func openConfined(dir string) (*confined, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &confined{FS: root.FS(), root: root, dirs: map[string]*os.Root{}}, nil
}

// Open implements [fs.FS].
func (c *confined) Open(name string) (fs.File, error) {
	dir, base := path.Split(name)
	if dir == "" || !fs.ValidPath(name) {
		return c.FS.Open(name)
	}
	d := c.dir(path.Clean(dir))
	if d == nil {
		return c.FS.Open(name)
	}
	f, err := d.Open(base)
	if err != nil {
		// The error names the whole path, and a link that leads out of its own
		// directory but not out of the root is followed.
		return c.FS.Open(name)
	}
	return f, nil
}

// dir returns an open directory, nil if too many are.
func (c *confined) dir(name string) *os.Root {
	c.mu.Lock()
	defer c.mu.Unlock()
	d, ok := c.dirs[name]
	if !ok && len(c.dirs) < maxOpenDirs {
		if d, _ = c.root.OpenRoot(name); d != nil {
			c.dirs[name] = d
		}
	}
	return d
}

// Close closes all that is open.
func (c *confined) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, d := range c.dirs {
		_ = d.Close()
	}
	return c.root.Close()
}
