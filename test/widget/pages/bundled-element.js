import '@scanfill/widget/element';
