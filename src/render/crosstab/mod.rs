//! Tables of two questions as bytes: terminal text, JSON, CSV, Markdown, a page and a workbook.

mod data;
mod html;
mod markdown;
mod panels;
mod terminal;
mod tidy;
mod write;
mod xlsx;

pub use write::crosstab;
