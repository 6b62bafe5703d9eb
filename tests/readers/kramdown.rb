# Reads a JSON list of Markdown texts from standard input, and prints of each what both parsers of kramdown make of it.
require 'json'
require 'kramdown'

sources = JSON.parse(STDIN.read)
puts JSON.generate(sources.map { |source| %w[kramdown GFM].map { |parser| Kramdown::Document.new(source, input: parser).to_html } })
