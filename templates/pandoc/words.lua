-- The words that are generated, by language; English where a language is not listed.
local all = {
  en = {
    here = "[%s about here]",
    contents = "Contents", skip = "Skip to the text",
    fig = "Figure", tbl = "Table", sec = "Section", eq = "Equation", abstract = "Abstract",
    keywords = "Keywords", corresponding = "Corresponding author", note = "Note", tip = "Tip",
    warning = "Warning", caution = "Caution", important = "Important",
    quotes = { "“", "”", "‘", "’" },
  },
  de = {
    here = "[%s etwa hier]",
    contents = "Inhalt", skip = "Zum Text springen",
    fig = "Abbildung", tbl = "Tabelle", sec = "Kapitel", eq = "Gleichung",
    abstract = "Zusammenfassung", keywords = "Schlüsselwörter",
    corresponding = "Korrespondierende Autorin oder Autor", note = "Hinweis", tip = "Tipp",
    warning = "Warnung", caution = "Vorsicht", important = "Wichtig",
    quotes = { "„", "“", "‚", "‘" },
  },
  fr = {
    here = "[%s environ ici]",
    contents = "Sommaire", skip = "Aller au texte",
    fig = "Figure", tbl = "Table", sec = "Section", eq = "Équation", abstract = "Résumé",
    keywords = "Mots clés", corresponding = "Auteur correspondant", note = "Note", tip = "Astuce",
    warning = "Avertissement", caution = "Mise en garde", important = "Important",
    quotes = { "«\u{a0}", "\u{a0}»", "‹\u{a0}", "\u{a0}›" },
  },
  es = {
    here = "[%s aproximadamente aquí]",
    contents = "Índice", skip = "Saltar al texto",
    fig = "Figura", tbl = "Tabla", sec = "Sección", eq = "Ecuación", abstract = "Resumen",
    keywords = "Palabras clave", corresponding = "Autor de correspondencia", note = "Nota",
    tip = "Tip", warning = "Advertencia", caution = "Precaución", important = "Importante",
    quotes = { "«", "»", "“", "”" },
  },
  it = {
    here = "[%s circa qui]",
    contents = "Indice", skip = "Vai al testo",
    fig = "Figura", tbl = "Tabella", sec = "Sezione", eq = "Equazione", abstract = "Abstract",
    keywords = "Parole chiave", corresponding = "Autore corrispondente", note = "Nota",
    tip = "Suggerimento", warning = "Avvertimento", caution = "Attenzione",
    important = "Importante", quotes = { "«", "»", "“", "”" },
  },
  pt = {
    here = "[%s aproximadamente aqui]",
    contents = "Índice", skip = "Saltar para o texto",
    fig = "Figura", tbl = "Tabela", sec = "Seção", eq = "Equação", abstract = "Resumo",
    keywords = "Palavras-chave", corresponding = "Autor correspondente", note = "Nota",
    tip = "Dica", warning = "Aviso", caution = "Cuidado", important = "Importante",
    quotes = { "“", "”", "‘", "’" },
  },
}

return function(meta)
  local lang = meta.lang and pandoc.utils.stringify(meta.lang) or "en"
  return all[lang:match("^%a+")] or all.en
end
