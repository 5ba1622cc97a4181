package workspace_test

import (
	"fmt"
	"io/fs"
	"os"
	"testing"

	"github.com/quoin-dev/quoin/pkg/workspace"
	"github.com/quoin-dev/quoin/pkg/workspace/workspacetest"
)

// BenchmarkLoad reads a large workspace, and one of twice its size, from
// memory and from a folder.
func BenchmarkLoad(b *testing.B) {
	for _, thousands := range []int{10, 20} {
		made := workspacetest.Large(thousands*1000, thousands*100)
		var size int64
		for _, file := range made {
			size += int64(len(file.Data))
		}
		b.Run(fmt.Sprintf("memory/%d000", thousands), func(b *testing.B) { measure(b, made, size) })
		b.Run(fmt.Sprintf("folder/%d000", thousands), func(b *testing.B) {
			dir := b.TempDir()
			if err := os.CopyFS(dir, made); err != nil {
				b.Fatal(err)
			}
			root, err := os.OpenRoot(dir)
			if err != nil {
				b.Fatal(err)
			}
			defer root.Close()
			measure(b, root.FS(), size)
		})
	}
}

func measure(b *testing.B, fsys fs.FS, size int64) {
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		_, found, err := workspace.Load(b.Context(), fsys, workspace.Options{})
		if err != nil || len(found) > 0 {
			b.Fatal(err, found)
		}
	}
}
