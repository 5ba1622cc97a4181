package instruct

// Load reads the lexicon anew, to measure what the first use costs.
func Load() error {
	_, err := load(lexiconFiles)
	return err
}
