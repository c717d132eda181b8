//! Mistakes in `select!`, and in what stands in other macros.

use std::ops::Range;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::visit::Visit;
use syn::{Expr, Macro, Token};

use super::Maker;
use super::statements::is_shown;

/// An arm: what it waits for, and what it does then.
struct Arm {
    head: Vec<TokenTree>,
    body: Vec<TokenTree>,
    /// From its first token to its last.
    at: Range<usize>,
}

impl Maker<'_> {
    /// Those in a macro.
    pub(super) fn expanded(&mut self, mac: &Macro) {
        let name = mac.path.segments.last().map(|last| last.ident.to_string());
        match name.as_deref() {
            Some(name @ ("select" | "select_biased")) => {
                self.select(name, mac.tokens.clone());
            }
            Some("matches") => {
                let parse = |input: syn::parse::ParseStream<'_>| {
                    let expr: Expr = input.parse()?;
                    input.parse::<Token![,]>()?;
                    Ok((expr, syn::Pat::parse_multi_with_leading_vert(input)?))
                };
                if let Ok((expr, pat)) = parse.parse2(mac.tokens.clone()) {
                    self.visit_expr(&expr);
                    self.visit_pat(&pat);
                }
            }
            _ if is_shown(&mac.path) => {}
            _ => {
                let parse = Punctuated::<Expr, Token![,]>::parse_terminated;
                for expr in parse.parse2(mac.tokens.clone()).into_iter().flatten() {
                    self.visit_expr(&expr);
                }
            }
        }
    }

    fn select(&mut self, name: &str, tokens: TokenStream) {
        let (arms, is_biased) = arms(tokens);
        for arm in &arms {
            let what = format!("without the arm {}", self.head(arm));
            self.make(&what, vec![(arm.at.clone(), String::new())]);
            self.condition(arm);
            if let Ok(body) = syn::parse2(arm.body.iter().cloned().collect()) {
                self.visit_expr(&body);
            }
            if let Some(future) = future(&arm.head) {
                self.visit_expr(&future);
            }
        }
        // Without an order it makes no difference which stands first.
        if is_biased || name == "select_biased" {
            for pair in arms.windows(2) {
                let [first, second] = pair else { continue };
                let what =
                    format!("{} after {}", self.head(first), self.head(second));
                let (one, other) = (first.at.clone(), second.at.clone());
                let text = |at: &Range<usize>| {
                    self.text[at.clone()].trim_end_matches(',').to_string() + ","
                };
                let edits =
                    vec![(one.clone(), text(&other)), (other.clone(), text(&one))];
                self.make(&what, edits);
            }
        }
    }

    fn head(&self, arm: &Arm) -> String {
        self.quote(&arm.head.iter().cloned().collect::<TokenStream>())
    }

    /// Without the condition under which it waits at all.
    fn condition(&mut self, arm: &Arm) {
        let is_if = |two: &[TokenTree]| {
            matches!(&two[0], TokenTree::Punct(comma) if comma.as_char() == ',')
                && matches!(&two[1], TokenTree::Ident(name) if name == "if")
        };
        let Some(place) = arm.head.windows(2).position(is_if) else { return };
        let from = arm.head[place].span().byte_range().start;
        let to = arm.head.last().map_or(from, |last| last.span().byte_range().end);
        let what = format!("without the condition of {}", self.head(arm));
        self.make(&what, vec![(from..to, String::new())]);
    }
}

/// The arms, and whether they are tried in order.
fn arms(tokens: TokenStream) -> (Vec<Arm>, bool) {
    let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_biased =
        matches!(&tokens[..], [TokenTree::Ident(name), _, ..] if name == "biased");
    if is_biased {
        tokens.drain(..2);
    }
    let mut arms = Vec::new();
    let mut rest = &tokens[..];
    while let Some(arrow) =
        rest.windows(2).position(|two| is(&two[0], '=') && is(&two[1], '>'))
    {
        let (head, after) = (&rest[..arrow], &rest[arrow + 2..]);
        let is_block = matches!(
            after.first(),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace
        );
        let body = match is_block {
            true => 1,
            false => {
                let comma = after.iter().position(|token| is(token, ','));
                comma.unwrap_or(after.len())
            }
        };
        let with_comma =
            body + usize::from(after.get(body).is_some_and(|t| is(t, ',')));
        let (Some(first), Some(last)) = (head.first(), after[..with_comma].last())
        else {
            break;
        };
        let at = first.span().byte_range().start..last.span().byte_range().end;
        arms.push(Arm { head: head.to_vec(), body: after[..body].to_vec(), at });
        rest = &after[with_comma..];
    }
    (arms, is_biased)
}

fn is(token: &TokenTree, letter: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == letter)
}

/// What an arm of tokio's waits for.
fn future(head: &[TokenTree]) -> Option<Expr> {
    let equals = head.iter().position(|token| is(token, '='))?;
    let condition = head.iter().position(|token| is(token, ','));
    let end = condition.unwrap_or(head.len()).max(equals + 1);
    syn::parse2(head[equals + 1..end].iter().cloned().collect()).ok()
}
