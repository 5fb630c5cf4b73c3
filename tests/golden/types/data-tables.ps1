# Tables in memory: rows show their columns, values have the column's type, expressions filter and count.
$table = [System.Data.DataTable]::new('People')
[void]$table.Columns.Add('Name', [string])
[void]$table.Columns.Add('Age', [int])
$id = New-Object System.Data.DataColumn 'Id', ([int])
$id.AutoIncrement = $true
$table.Columns.Add($id)
$row = $table.NewRow()
$row.Name = 'Ann'
$row['Age'] = '34'
$table.Rows.Add($row)
[void]$table.Rows.Add('Bob', 7)
$null = $table.Rows.Add('Cid', $null)
$table
$table.Select("Age > 10 AND Name LIKE 'A%'").Name
$table.Select('', 'Name DESC').Name -join ','
$table.Compute('SUM(Age)', '')
$table.Compute('MAX(Age)', "Name = 'Bob'")
$table.Compute('COUNT(Id)', 'Age IS NULL')
$table | Where-Object Name -like '*n*' | Select-Object Name, Age
$table.Rows[2].IsNull('Age')
try { $table.Rows[0].Age = 'abc' } catch { $_.Exception.Message }
try { $table.Rows[0]['Nobody'] } catch { $_.Exception.Message }
try { $table.Rows[9] } catch { $_.Exception.Message }
try { [void]$table.Columns.Add('Name') } catch { $_.Exception.InnerException.GetType().Name }
$view = $table.DefaultView
$view.RowFilter = 'Age IS NOT NULL'
$view.Sort = 'Age'
$view.Name -join ','
$table.Rows[0].RowState
$table.AcceptChanges()
$table.Rows[0].Age = 3
$table.Rows[0].RowState
$table.GetChanges().Rows.Count
$table.RejectChanges()
$table.Rows[0].Age
$table.PrimaryKey = $table.Columns['Id']
$table.Rows.Find(1).Name
$set = [System.Data.DataSet]::new('Office')
$set.Tables.Add($table)
$set.Tables['people'].Rows.Count
$set.GetXml().Split("`n")[0..4]
($table | ConvertTo-Csv)[0]
