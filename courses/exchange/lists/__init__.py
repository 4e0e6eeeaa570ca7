"""The lists that staff pages show, as spreadsheets (XLSX, CSV), with the filters of the page."""
