"""What can be computed: one module per kind of analysis, and the results of them all.

A new kind is one module here, and one line in :mod:`sacroreport.kinds.registry`:

1. its options, a subclass of ``AnalysisOptions`` with ``kind: Literal["name"]``; its
   docstring stands in the reference;
2. a subclass of :class:`sacroreport.kinds.kind.ComputedKind` with ``name``, ``options``,
   ``tests`` and ``examples``; :mod:`sacroreport.kinds.variation` is the shortest one to read;
3. ``uses``: the variables that the options name, and the types that each may have;
4. ``blocks``: the ids below its name, from ``study.yml`` alone, each with role, meaning and
   formula, and the relations that rules about printed numbers go through;
5. ``compute``: the estimates by the end of their id, every id of the blocks, null with a
   reason where there is nothing to compute. Numerics of counts belong in
   :mod:`sacroreport.statistics` and are imported when ``compute`` is called;
6. where they say more: ``code`` in R and Python, ``methods`` with ``words``, ``direction``;
7. an object ``KIND`` of that class at the end of the module.

Nothing else has to know of it: catalogue, schema, ``explain`` and Methods ask for attributes.
"""
